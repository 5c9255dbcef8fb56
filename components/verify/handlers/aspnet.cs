using System.Security.Cryptography;
using System.Text;

var app = WebApplication.Create(args);
var secret = Environment.GetEnvironmentVariable("WEBHOOK_SECRET")!;
var key = Convert.FromBase64String(secret.StartsWith("whsec_") ? secret[6..] : secret);

app.MapPost("/webhooks", async (HttpRequest request) =>
{
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer); // the raw body, not [FromBody]
    var body = buffer.ToArray();
    if (!IsSigned(request.Headers, body)) return Results.Unauthorized();

    var id = request.Headers["webhook-id"].ToString();
    _ = Task.Run(() => Handle(id, body)); // answer first, work afterwards
    return Results.NoContent();
});

app.Run();

bool IsSigned(IHeaderDictionary headers, byte[] body)
{
    var id = headers["webhook-id"].ToString();
    var timestamp = headers["webhook-timestamp"].ToString();
    if (!long.TryParse(timestamp, out var seconds)) return false;
    if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300) return false;

    var digest = HMACSHA256.HashData(key, [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body]);
    var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(digest));
    return headers["webhook-signature"].ToString().Split(' ')
        .Any(given => CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(given)));
}

void Handle(string id, byte[] body)
{
    // Your work. An id that you have seen is a repeat: skip it.
}
