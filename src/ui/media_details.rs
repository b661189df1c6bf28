//! All that the API says of one medium.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{
    Icon, Toasts,
    dialog::dialog,
    icon,
    live::{any, part, text},
    media::title,
    use_config,
};
use crate::{
    api::{Error, Media, MediaId, Transcoding},
    data::{Task, use_store},
    i18n::{I18n, use_i18n},
    route::Route,
    shell::{How, use_nav},
};

/// The details of the medium that the address names, over its collection.
pub fn media_dialog() -> impl IntoView {
    let i18n = use_i18n();
    let nav = use_nav();
    let open = Memo::new(move |_| match nav.address.get().route {
        Route::Collection { open, .. } => open,
        _ => None,
    });
    let found = RwSignal::new(None::<Result<Arc<Media>, Error>>);
    let asking = StoredValue::new_local(None::<Task>);
    Effect::new(move || {
        let task = open.get().and_then(|id: MediaId| {
            let store = use_store();
            let known = store.known_media(id);
            let ask = known.is_none();
            found.set(known.map(Ok));
            ask.then(|| Task::spawn(async move { found.set(Some(store.api.medium(id).await.map(Arc::new))) }))
        });
        asking.set_value(task);
    });
    let close = move || {
        let route = nav.address.get_untracked().route;
        if let Some(paging) = route.paging() {
            nav.go(&route.at(paging), How::Replace);
        }
    };
    let heading = move || match found.get() {
        Some(Ok(media)) => title(i18n, &media),
        _ => i18n.collection_media(),
    };
    part(move || {
        any(open.get().map(|_| {
            dialog("", heading, None, close, move || {
                view! {
                    <div class="body" tabindex="0" role="region" aria-labelledby="vt-dialog-title">
                        {part(move || match found.get() {
                            None => view! { <p role="status">{i18n.loading()}</p> }.into_any(),
                            Some(Ok(media)) => facts(i18n, &media).into_any(),
                            Some(Err(_)) => view! { <p class="note bad" role="alert">{i18n.notice_media_elsewhere()}</p> }.into_any(),
                        })}
                    </div>
                    <footer>
                        {part(move || any(found.get().and_then(Result::ok).and_then(|media| watch(i18n, &media))))}
                        <button class="btn push" on:click=move |_| close()>{i18n.act_close()}</button>
                    </footer>
                }
            })
        }))
    })
}

/// The link to where it can be watched, where the deployment configures one.
fn watch(i18n: I18n, media: &Media) -> Option<impl IntoView + use<>> {
    let template = use_config().media_link.clone()?;
    let encoded = |text: &str| crate::route::encode(text);
    let mut link = template.replace("{id}", &media.id.to_string());
    if link.contains("{embed_id}") {
        link = link.replace("{embed_id}", &encoded(media.embed_id.as_deref()?));
    }
    Some(
        view! { <a class="btn primary" href=link target="_blank" rel="noopener noreferrer">{icon(Icon::Out)} {i18n.media_watch()}</a> },
    )
}

fn facts(i18n: I18n, media: &Media) -> impl IntoView + use<> {
    let state = match &media.transcoding {
        Transcoding::Finished => i18n.media_ready(),
        Transcoding::Processing => i18n.media_processing(),
        Transcoding::Failed => i18n.media_failed(),
        Transcoding::Other(word) => word.clone(),
    };
    let plain = [
        (i18n.media_description(), media.description.clone()),
        (i18n.media_duration(), media.duration.map(|seconds| i18n.length(seconds))),
        (i18n.media_size(), media.size.map(|size| i18n.size(size))),
        (i18n.media_owner(), media.owner.as_ref().map(|owner| owner.name().to_owned())),
        (i18n.media_created(), media.created_at.as_ref().map(|time| i18n.date_time(time))),
        (i18n.media_state(), Some(state)),
        (i18n.media_source(), media.source.clone()),
    ];
    let ids = [
        (i18n.media_id(), Some(media.id.to_string())),
        (i18n.media_embed_id(), media.embed_id.clone()),
        (i18n.media_lti_id(), media.lti_launch_id.clone()),
    ];
    let said = |(name, value): (String, Option<String>)| {
        value.filter(|value| !value.is_empty()).map(|value| {
            view! { <dt>{name}</dt> <dd><bdi class="pre">{value}</bdi></dd> }
        })
    };
    let copied = move |(name, value): (String, Option<String>)| {
        value.map(|value| {
            let label = i18n.media_copy_what(&name);
            view! { <dt>{name}</dt> <dd><bdi>{value.clone()}</bdi>{copy_button(i18n, value, label)}</dd> }
        })
    };
    view! {
        <dl class="facts">
            {plain.into_iter().map(said).collect_view()}
            {ids.into_iter().map(copied).collect_view()}
        </dl>
    }
}

/// Copies a text, and says whether that worked.
fn copy_button(i18n: I18n, value: String, label: String) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let done = RwSignal::new(None::<bool>);
    let click = move |_| {
        let promise = window().navigator().clipboard().write_text(&value);
        leptos::task::spawn_local(async move {
            let copied = JsFuture::from(promise).await.is_ok();
            let _ = done.try_set(Some(copied));
            if !copied {
                toasts.say(i18n.act_copy_failed());
            }
        });
    };
    let word = move || match done.get() {
        Some(true) => i18n.act_copied(),
        _ => i18n.act_copy(),
    };
    view! {
        <button class="btn quiet" aria-label=label on:click=click>{icon(Icon::Copy)} {text(word)}</button>
    }
}
