// cargo add axum base64 tokio --features tokio/full; cargo add hmac@0.12 sha2@0.10
use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
    Router,
};
use base64::prelude::{Engine, BASE64_STANDARD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

async fn webhooks(
    headers: HeaderMap,
    body: Bytes, // the raw body, not Json<T>
) -> StatusCode {
    if is_signed(&headers, &body).is_none() {
        return StatusCode::UNAUTHORIZED;
    }
    tokio::spawn(handle(headers, body)); // answer first, work afterwards
    StatusCode::NO_CONTENT
}

fn is_signed(headers: &HeaderMap, body: &[u8]) -> Option<()> {
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let (id, timestamp) = (header("webhook-id")?, header("webhook-timestamp")?);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    if now.abs_diff(timestamp.parse().ok()?) > 300 {
        return None;
    }
    let secret = std::env::var("WEBHOOK_SECRET").ok()?;
    let key = BASE64_STANDARD.decode(secret.trim_start_matches("whsec_")).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    header("webhook-signature")?
        .split(' ')
        .filter_map(|one| BASE64_STANDARD.decode(one.strip_prefix("v1,")?).ok())
        .find_map(|given| mac.clone().verify_slice(&given).ok())
}

async fn handle(_headers: HeaderMap, _body: Bytes) {
    // Your work. A webhook-id that you have seen is a repeat: skip it.
}

#[tokio::main]
async fn main() {
    let app = Router::new().route("/webhooks", post(webhooks));
    let port = std::env::var("PORT").unwrap_or("3000".to_string());
    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();
    axum::serve(listener, app).await.unwrap();
}
