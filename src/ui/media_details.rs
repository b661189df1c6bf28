//! All that the API says of one medium.

use std::sync::Arc;

use super::{
    Icon,
    dialog::{bare, dialog},
    icon,
    media::title,
};
use crate::{
    api::{Error, Media, MediaId, Transcoding},
    app::{App, use_app, use_config},
    data::Task,
    dom::{El, Nodes, Part, el, nodes, part},
    extras,
    i18n::I18n,
    route::Route,
    shell::How,
    signal::{Memo, RwSignal, StoredValue},
};

/// The details of the medium that the address names, over its collection.
pub fn media_dialog() -> Part {
    let app = use_app();
    let nav = app.nav;
    let open = Memo::new(move |_| match nav.address.get().route {
        Route::Collection { open, .. } => open,
        _ => None,
    });
    part(move || open.get().map(|id| extras::draw(move |extras| (extras.details)(app, id))))
}

/// The dialog for one medium.
pub(crate) fn dialog_of(app: App, id: MediaId) -> El {
    let App { i18n, nav, .. } = app;
    let found = RwSignal::new(None::<Result<Arc<Media>, Error>>);
    let store = app.store.get_value();
    let asking = match store.known_media(id) {
        Some(media) => {
            found.set(Some(Ok(media)));
            None
        }
        None => Some(Task::spawn(async move {
            let answer = store.api.medium(id).await.map(Arc::new);
            found.set(Some(answer));
        })),
    };
    StoredValue::new_local(asking);
    let close = move || {
        let route = nav.address.get_untracked().route;
        if let Some(paging) = route.paging() {
            nav.go(&route.at(paging), How::Replace);
        }
    };
    let heading = move || match found.get() {
        Some(Ok(media)) => super::name::isolated(&title(i18n, &media)),
        _ => i18n.collection_media(),
    };
    let body = part(move || match found.get() {
        None => el("p").attr("role", "status").with(i18n.loading()),
        Some(Ok(media)) => facts(i18n, &media),
        Some(Err(_)) => el("p").class("note bad").attr("role", "alert").with(i18n.notice_media_elsewhere()),
    });
    let link = part(move || found.get().and_then(Result::ok).and_then(|media| watch(i18n, &media)));
    let content = nodes().with(super::dialog::body().with(body)).with(
        bare("footer")
            .with(link)
            .with(el("button").class("btn push").with(i18n.act_close()).on("click", move |_| close())),
    );
    dialog("", heading, None, close, content)
}

/// The link to where it can be watched, where the deployment configures one.
fn watch(i18n: I18n, media: &Media) -> Option<El> {
    let template = use_config().media_link.clone()?;
    let encoded = |text: &str| crate::route::encode(text);
    let mut link = template.replace("{id}", &media.id.to_string());
    if link.contains("{embed_id}") {
        link = link.replace("{embed_id}", &encoded(media.embed_id.as_deref()?));
    }
    let link =
        el("a").class("btn primary").attr("href", link).attr("target", "_blank").attr("rel", "noopener noreferrer");
    Some(link.with(icon(Icon::OUT)).with(i18n.media_watch()))
}

fn facts(i18n: I18n, media: &Media) -> El {
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
    let fact = |name: String, value: Nodes| nodes().with(el("dt").with(name)).with(el("dd").with(value));
    let said = |(name, value): (String, Option<String>)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(fact(name, nodes().with(el("bdi").class("pre").with(value))))
    };
    let copied = |(name, value): (String, Option<String>)| {
        let value = value?;
        let copy = copy_button(i18n, value.clone(), i18n.media_copy_what(&name));
        Some(fact(name, nodes().with(el("bdi").with(value)).with(copy)))
    };
    let facts: Vec<Nodes> = plain.into_iter().filter_map(said).chain(ids.into_iter().filter_map(copied)).collect();
    el("dl").class("facts").with(facts)
}

/// Copies a text, and says whether that worked.
fn copy_button(i18n: I18n, value: String, label: String) -> El {
    let toasts = use_app().toasts;
    let done = RwSignal::new(false);
    let word = move || if done.get() { i18n.act_copied() } else { i18n.act_copy() };
    el("button").class("btn quiet").attr("aria-label", label).with(icon(Icon::COPY)).with(word).on("click", move |_| {
        super::copy(i18n, toasts, &value, move || {
            let _ = done.try_set(true);
        });
    })
}
