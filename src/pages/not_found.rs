//! An address at which there is nothing.

use leptos::prelude::*;

use crate::{api::Paging, i18n::use_i18n, route::Route, shell::use_nav, ui};

/// Says so and leads back.
pub(super) fn page() -> impl IntoView {
    let i18n = use_i18n();
    let href = use_nav().href(&Route::Collections(Paging { page: 1, per_page: ui::use_config().page_size }));
    super::title(move || i18n.fail_page());
    view! {
        <main class="shell" id="content">
            <h1 class="unseen" tabindex="-1">{i18n.fail_page()}</h1>
            <div class="card">
                <div class="empty warn">
                    {ui::icon(ui::Icon::Warning)}
                    <h2>{i18n.fail_page()}</h2>
                    <p>{i18n.fail_page_why()}</p>
                    <a class="btn" href=href>{i18n.act_back()}</a>
                </div>
            </div>
        </main>
    }
}
