//! The operations, one method each.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use serde_json::Value;

use super::{
    AccessList, Collection, CollectionId, Dialect, Error, Future, List, Media, MediaId, Method, Paging, PermissionOp,
    Response, Transport, User, UserId, read, send::Call,
};
use crate::{auth::Auth, route::encode};

/// A client of one deployment's API; a clone is the same one. Dropping the future of an operation aborts it.
#[derive(Clone)]
pub struct Api(pub(super) Rc<Inner>);

pub(super) struct Inner {
    pub(super) transport: Rc<dyn Transport>,
    pub(super) base: String,
    pub(super) auth: Rc<Auth>,
    dialect: Dialect,
    pub(super) changed: OnceCell<Changed>,
    pub(super) waiter: RefCell<Option<Waiter>>,
}

/// Hears of what was changed: by which method, and at which path.
pub(super) type Changed = Box<dyn Fn(Method, &str)>;

/// Waits so many milliseconds where the server asks to.
pub(super) type Waiter = Box<dyn Fn(u32) -> Future<()>>;

impl Api {
    /// `base` stands before `/api/public/v1`: empty for the page's own origin.
    #[must_use]
    pub fn new(transport: Rc<dyn Transport>, base: String, auth: Rc<Auth>, dialect: Dialect) -> Self {
        Self(Rc::new(Inner { transport, base, auth, dialect, changed: OnceCell::new(), waiter: RefCell::default() }))
    }

    /// Calls `changed` after each request that changed something; said once.
    pub fn on_change(&self, changed: impl Fn(Method, &str) + 'static) {
        // A second word would change nothing.
        let _ = self.0.changed.set(Box::new(changed));
    }

    /// Has `wait` do the waiting that the server asks for, so that a person can be told.
    pub fn wait_by(&self, wait: impl Fn(u32) -> Future<()> + 'static) {
        self.0.waiter.replace(Some(Box::new(wait)));
    }

    /// Milliseconds since 1970, by the transport's clock.
    #[must_use]
    pub fn now_ms(&self) -> f64 {
        self.0.transport.now_ms()
    }

    /// Waits, by the transport's clock.
    pub async fn sleep(&self, millis: u32) {
        self.0.transport.sleep(millis).await;
    }

    /// A page of the collections that the person may see [R].
    ///
    /// # Errors
    /// As [`Error`] says, for this and every other operation.
    pub async fn collections(&self, paging: Paging) -> Result<List<Collection>, Error> {
        let path = "/collections".to_owned() + &query(paging);
        self.read(Method::Get, path, |body| read::list(body, "collections", read::collection)).await
    }

    /// Creates a collection, in somebody else's library where `owner` is given [R]. Never sent twice.
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn create_collection(&self, name: &str, owner: Option<UserId>) -> Result<Collection, Error> {
        let owner = owner.map_or_else(String::new, |id| "&user_id=".to_owned() + &id.to_string());
        let path = "/collections?name=".to_owned() + &encode(name) + &owner;
        self.read(Method::Post, path, one_collection).await
    }

    /// One collection [R].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn collection(&self, id: CollectionId) -> Result<Collection, Error> {
        self.read(Method::Get, at(id, ""), one_collection).await
    }

    /// Deletes a collection with its media and perspectives; answers what was deleted [R].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn delete_collection(&self, id: CollectionId) -> Result<Collection, Error> {
        self.read(Method::Delete, at(id, ""), one_collection).await
    }

    /// Archives a collection and its media [R].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn archive(&self, id: CollectionId) -> Result<(), Error> {
        self.act(at(id, "/archive")).await
    }

    /// Unarchives a collection [R].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn unarchive(&self, id: CollectionId) -> Result<(), Error> {
        self.act(at(id, "/unarchive")).await
    }

    /// A page of a collection's media [R].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn media(&self, id: CollectionId, paging: Paging) -> Result<List<Media>, Error> {
        let path = at(id, "/media") + &query(paging);
        self.read(Method::Get, path, |body| read::list(body, "media", read::media)).await
    }

    /// Who has access to a collection [R].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn permissions(&self, id: CollectionId) -> Result<AccessList, Error> {
        self.read(Method::Get, at(id, "/permissions"), read::access).await
    }

    /// As [`Api::permissions`], but where the server asks to wait, that comes back at once: who asks for many
    /// waits with all of them, and says so.
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn permissions_of_one_of_many(&self, id: CollectionId) -> Result<AccessList, Error> {
        let path = at(id, "/permissions");
        let call = Call { method: Method::Get, path, body: None, repeatable: true, waits: false };
        decode(&self.send(call).await?, read::access)
    }

    /// Changes who has access, all or nothing; answers the new list [R]. Never sent twice. Where the change was
    /// made and the answer can't be read, the list is asked for.
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn change_permissions(&self, id: CollectionId, ops: &[PermissionOp]) -> Result<AccessList, Error> {
        let body = self.0.dialect.write(ops);
        let call = Call {
            method: Method::Post,
            path: at(id, "/permissions"),
            body: Some(body),
            repeatable: false,
            waits: true,
        };
        let response = self.send(call).await?;
        match decode(&response, read::access) {
            // That the list can't be had says nothing of the change: it is not to look refused.
            Err(unread) => self.permissions(id).await.map_err(|error| match error {
                Error::Aborted => error,
                _ => unread,
            }),
            read => read,
        }
    }

    /// People by their e-mail, where the deployment answers that [D].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn find_user(&self, email: &str) -> Result<Vec<User>, Error> {
        let path = "/users/search?email=".to_owned() + &encode(email);
        let list = self.read(Method::Get, path, |body| read::list(body, "users", read::user)).await?;
        Ok(list.rows.into_iter().flatten().collect())
    }

    /// One medium, where the deployment answers that [D].
    ///
    /// # Errors
    /// See [`Api::collections`].
    pub async fn medium(&self, id: MediaId) -> Result<Media, Error> {
        let path = "/media/".to_owned() + &id.to_string();
        self.read(Method::Get, path, |body| read::one(body, "media", read::media)).await
    }

    async fn read<T>(&self, method: Method, path: String, read: fn(&Value) -> Option<T>) -> Result<T, Error> {
        let call = Call { method, path, body: None, repeatable: method == Method::Get, waits: true };
        decode(&self.send(call).await?, read)
    }

    /// An action whose answer says nothing that is needed; sending it twice does what sending it once does.
    async fn act(&self, path: String) -> Result<(), Error> {
        self.send(Call { method: Method::Post, path, body: None, repeatable: true, waits: true }).await.map(drop)
    }
}

fn one_collection(body: &Value) -> Option<Collection> {
    read::one(body, "collection", read::collection)
}

fn decode<T>(response: &Response, read: fn(&Value) -> Option<T>) -> Result<T, Error> {
    let body = serde_json::from_str(&response.body).ok();
    body.as_ref().and_then(read).ok_or(Error::Nonsense { status: response.status })
}

fn at(id: CollectionId, rest: &str) -> String {
    "/collections/".to_owned() + &id.to_string() + rest
}

fn query(paging: Paging) -> String {
    "?page=".to_owned() + &paging.page.to_string() + "&per_page=" + &paging.per_page.to_string()
}
