<?php // routes/api.php

use Illuminate\Http\Request;
use Illuminate\Support\Facades\Route;

Route::post('/webhooks', function (Request $request) {
    $body = $request->getContent(); // the raw body, not $request->all()
    if (!isSigned($request, $body)) {
        return response('invalid signature', 401);
    }
    // Answer first, work afterwards. An id that you have seen is a repeat: skip it.
    $id = $request->header('webhook-id');
    dispatch(fn () => logger()->info("webhook $id", json_decode($body, true)))->afterResponse();

    return response()->noContent();
});

function isSigned(Request $request, string $body): bool
{
    $id = $request->header('webhook-id', '');
    $timestamp = $request->header('webhook-timestamp', '');
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    // config/services.php: 'webhooks' => ['secret' => env('WEBHOOK_SECRET')]
    $key = base64_decode(preg_replace('/^whsec_/', '', config('services.webhooks.secret')), true);
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $request->header('webhook-signature', '')) as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }

    return false;
}
