//! Swagger 2.0 from OpenAPI 3.1. Schemas stand inline: a client that builds itself from them follows no
//! reference.

use serde_json::{Map, Value, json};

/// The description in the older format.
pub(super) fn of(openapi: &Value) -> Value {
    let mut paths = Map::new();
    for (path, methods) in members(&openapi["paths"]) {
        let methods = members(methods).map(|(method, one)| (method.clone(), operation(openapi, one)));
        paths.insert(path.clone(), Value::Object(methods.collect()));
    }
    let flow = &openapi["components"]["securitySchemes"]["oauth"]["flows"]["authorizationCode"];
    json!({
        "swagger": "2.0",
        "info": openapi["info"],
        "basePath": openapi["servers"][0]["url"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "securityDefinitions": {
            "bearer": { "type": "apiKey", "in": "header", "name": "Authorization" },
            "oauth": {
                "type": "oauth2", "flow": "accessCode", "scopes": {},
                "authorizationUrl": flow["authorizationUrl"], "tokenUrl": flow["tokenUrl"],
            },
        },
        "security": openapi["security"],
        "paths": paths,
    })
}

fn operation(openapi: &Value, one: &Value) -> Value {
    let mut parameters: Vec<Value> = items(&one["parameters"]).map(|one| parameter(openapi, one)).collect();
    let mut operation = json!({ "summary": one["summary"] });
    if let Some((kind, content)) = members(&one["requestBody"]["content"]).next() {
        let schema = schema(openapi, &content["schema"]);
        parameters.push(json!({
            "name": if kind == "application/json" { "permissions" } else { "file" },
            "in": "body",
            "description": one["requestBody"]["description"],
            "required": one["requestBody"]["required"],
            "type": schema["type"],
            "schema": schema,
        }));
        operation["consumes"] = json!([kind]);
    }
    let responses = members(&one["responses"]).map(|(status, one)| (status.clone(), response(openapi, one)));
    let responses: Map<String, Value> = responses.collect();
    operation["parameters"] = json!(parameters);
    operation["responses"] = Value::Object(responses);
    let plain = members(&one["responses"]).any(|(_, one)| one["content"].get("text/plain").is_some());
    if plain {
        operation["produces"] = json!(["text/plain", "application/json"]);
    }
    operation
}

/// A parameter: what was its schema stands in it.
fn parameter(openapi: &Value, one: &Value) -> Value {
    let mut parameter = one.clone();
    let kind = schema(openapi, &one["schema"]);
    if let Some(object) = parameter.as_object_mut() {
        object.remove("schema");
        // Parameters have none there.
        object.remove("example");
        object.extend(members(&kind).map(|(name, value)| (name.clone(), value.clone())));
    }
    parameter
}

fn response(openapi: &Value, one: &Value) -> Value {
    let mut response = json!({ "description": one["description"] });
    if let Some((_, content)) = members(&one["content"]).next() {
        response["schema"] = schema(openapi, &content["schema"]);
    }
    let headers: Map<String, Value> =
        members(&one["headers"]).map(|(name, one)| (name.clone(), schema(openapi, &one["schema"]))).collect();
    if !headers.is_empty() {
        response["headers"] = Value::Object(headers);
    }
    response
}

/// A schema without references and without what the older format has no words for.
fn schema(openapi: &Value, one: &Value) -> Value {
    match one {
        Value::Object(object) => {
            if let Some(name) = object.get("$ref").and_then(Value::as_str) {
                let name = name.rsplit('/').next().unwrap_or_default();
                return schema(openapi, &openapi["components"]["schemas"][name]);
            }
            let mut old: Map<String, Value> =
                object.iter().map(|(key, value)| (key.clone(), schema(openapi, value))).collect();
            // One type or null.
            if let Some(Value::Array(types)) = object.get("type") {
                let kind = types.iter().find(|kind| **kind != "null").cloned().unwrap_or_default();
                old.insert("type".into(), kind);
                old.insert("x-nullable".into(), json!(true));
            }
            Value::Object(old)
        }
        Value::Array(list) => list.iter().map(|one| schema(openapi, one)).collect(),
        other => other.clone(),
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
