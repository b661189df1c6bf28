//! OpenAPI from the table of operations.

use serde_json::json;
use utoipa::openapi::path::{OperationBuilder, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::security::{
    AuthorizationCode, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    ComponentsBuilder, Content, HeaderBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref,
    RefOr, Required, ServerBuilder,
};

use crate::api::table::{Body, Gives, Kind, OPERATIONS, Operation, Schemas, shape};
use crate::shapes::ErrorAnswer;

const JSON: &str = "application/json";

/// The whole description.
pub(super) fn api() -> OpenApi {
    let mut schemas = Schemas::new();
    let error = shape::<ErrorAnswer>(&mut schemas);
    let paths = OPERATIONS.iter().fold(PathsBuilder::new(), |paths, one| {
        let described = describe(one, &error, &mut schemas);
        paths.path(one.path, PathItem::new(one.verb.clone(), described))
    });
    let flow = AuthorizationCode::new("/api/public/oauth/authorize", "/api/public/oauth/token", Scopes::new());
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme("bearer", SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()))
        .security_scheme("oauth", SecurityScheme::OAuth2(OAuth2::new([Flow::AuthorizationCode(flow)])));
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title("Collections API").version("1"))
        .servers(Some([ServerBuilder::new().url("/api/public/v1").build()]))
        .security(Some(["bearer", "oauth"].map(|name| SecurityRequirement::new(name, [""; 0]))))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

fn describe(operation: &Operation, error: &str, schemas: &mut Schemas) -> OperationBuilder {
    let mut described = OperationBuilder::new().summary(Some(operation.summary)).request_body(body(operation.body));
    if operation.path.contains("{id}") {
        let id = parameter("id", ParameterIn::Path, Kind::Number, true, "The id");
        described = described.parameter(id.example(demo_id(operation).map(|id| json!(id))));
    }
    for one in operation.takes {
        let query = parameter(one.name, ParameterIn::Query, one.kind, one.required, one.description);
        described = described.parameter(query.example(one.example.map(|text| json!(text))));
    }
    let success = operation.success.as_u16();
    described = described.response(success.to_string(), answer(success, operation.gives, schemas));
    for &status in operation.refuses {
        let content = Content::new(Some(Ref::from_schema_name(error)));
        let refusal = ResponseBuilder::new().description(meaning(status)).content(JSON, content);
        described = described.response(status.to_string(), refusal);
    }
    described
}

fn parameter(name: &str, place: ParameterIn, kind: Kind, required: bool, description: &str) -> ParameterBuilder {
    let schema = match kind {
        Kind::Text => text(),
        Kind::Number => number().minimum(Some(1)),
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(if required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(Some(schema))
}

/// An id of the demo that an operation finds. Of one that deletes nobody should try an example.
fn demo_id(operation: &Operation) -> Option<i64> {
    let below = |folder| operation.path.starts_with(folder);
    match operation.verb {
        HttpMethod::Delete => None,
        _ if below("/collections/{id}") => Some(101),
        _ if below("/groups/{id}") => Some(42),
        _ if below("/media/{id}") => Some(1001),
        _ => None,
    }
}

fn answer(status: u16, gives: Gives, schemas: &mut Schemas) -> Response {
    let response = ResponseBuilder::new().description(meaning(status));
    match gives {
        Gives::Text => response.content("text/plain", Content::new(Some(text()))),
        Gives::Address => response.header("Location", HeaderBuilder::new().schema(text()).build()),
        Gives::Json(shape) => response.content(JSON, Content::new(Some(Ref::from_schema_name(shape(schemas))))),
    }
    .build()
}

fn body(body: Body) -> Option<RequestBody> {
    let (kind, description, schema) = match body {
        Body::Nothing => return None,
        Body::Permissions => (JSON, "The permissions to create, update or destroy, all or none", permissions()),
        Body::File => ("application/octet-stream", "The bytes of the file", text().into()),
    };
    let body = RequestBodyBuilder::new().description(Some(description)).required(Some(Required::True));
    Some(body.content(kind, Content::new(Some(schema))).build())
}

/// A batch, in the first of the dialects that the server takes.
fn permissions() -> RefOr<Schema> {
    let one_of = |words: &[&str]| text().enum_values(Some(words.iter().map(|word| json!(word))));
    let row = ObjectBuilder::new()
        .property("id", number())
        .required("id")
        .property("action", one_of(&["create", "update", "destroy"]))
        .required("action")
        .property("type", one_of(&["user", "group"]))
        .required("type")
        .property("permission", one_of(&["view", "edit"]).description(Some("Not needed for destroy")));
    ArrayBuilder::new().items(row).into()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}

fn number() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Integer))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
}

/// What a status means.
fn meaning(status: u16) -> &'static str {
    match status {
        200 => "Done",
        201 => "Created",
        302 => "Elsewhere",
        400 => "One or more was not found or exists already, or a parameter is missing",
        401 => "The token is missing, unknown or expired",
        403 => "The caller may not do this",
        404 => "There is no such thing",
        413 => "The body is too large",
        415 => "The body is of another type",
        _ => "The input is invalid",
    }
}
