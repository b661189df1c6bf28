//! The description of the API: Swagger 2.0 and OpenAPI 3.1 from one table.

mod schema;
mod table;

use serde_json::{Map, Value, json};

use table::{OPERATIONS, Operation, parameter};

/// What a status means in a description.
fn meaning(status: u16) -> &'static str {
    match status {
        200 => "Done",
        201 => "Created",
        302 => "Elsewhere",
        400 => "One or more was not found or exists already, or a parameter is missing",
        401 => "The token is missing, unknown or expired",
        403 => "The caller may not do this",
        404 => "There is no such thing",
        _ => "The input is invalid",
    }
}

/// Swagger 2.0: nothing but methods under a path, schemas inline.
pub(crate) fn swagger() -> Value {
    json!({
        "swagger": "2.0",
        "info": { "title": "Collections API", "version": "1" },
        "basePath": "/api/public/v1",
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "securityDefinitions": {
            "bearer": { "type": "apiKey", "in": "header", "name": "Authorization" }
        },
        "security": [{ "bearer": [] }],
        "paths": paths(|operation, parameters| {
            let list: Vec<Value> = parameters.iter().map(|name| {
                let (place, kind, required, text) = parameter(name);
                if place == "body" {
                    json!({ "name": name, "in": "body", "description": text, "type": kind,
                        "required": required, "schema": schema::batch() })
                } else {
                    let mut one = json!({ "name": name, "in": place, "description": text,
                        "type": kind, "required": required });
                    if *name == "id" || name.ends_with("_id") {
                        one["format"] = json!("int64");
                    }
                    one
                }
            }).collect();
            json!({
                "summary": operation.summary,
                "parameters": list,
                "responses": responses(operation, |schema| json!({ "schema": schema })),
            })
        }),
    })
}

/// OpenAPI 3.1 of the same.
pub(crate) fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Collections API", "version": "1" },
        "servers": [{ "url": "/api/public/v1" }],
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } }
        },
        "security": [{ "bearer": [] }],
        "paths": paths(|operation, parameters| {
            let mut body = None;
            let list: Vec<Value> = parameters.iter().filter_map(|name| {
                let (place, kind, required, text) = parameter(name);
                if place == "body" {
                    body = Some(schema::batch());
                    return None;
                }
                Some(json!({ "name": name, "in": place, "description": text,
                    "required": required, "schema": { "type": kind } }))
            }).collect();
            let mut one = json!({
                "summary": operation.summary,
                "parameters": list,
                "responses": responses(operation, |schema| {
                    json!({ "content": { "application/json": { "schema": schema } } })
                }),
            });
            if let Some(schema) = body {
                one["requestBody"] = json!({ "required": true,
                    "content": { "application/json": { "schema": schema } } });
            }
            one
        }),
    })
}

fn paths(mut describe: impl FnMut(&Operation, &[&'static str]) -> Value) -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let entry = paths.entry(operation.path).or_insert_with(|| Value::Object(Map::new()));
        entry[operation.method] = describe(operation, operation.parameters);
    }
    Value::Object(paths)
}

fn responses(operation: &Operation, wrap: impl Fn(Value) -> Value) -> Value {
    let mut responses = Map::new();
    let mut add = |status: u16, schema: Option<Value>| {
        let mut one = schema.map_or_else(|| json!({}), &wrap);
        one["description"] = json!(meaning(status));
        responses.insert(status.to_string(), one);
    };
    add(operation.success, operation.answer.map(|schema| schema()));
    for status in operation.errors {
        add(*status, Some(schema::error()));
    }
    Value::Object(responses)
}
