import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WebhookController {
  private final byte[] key =
      Base64.getDecoder().decode(System.getenv("WEBHOOK_SECRET").replaceFirst("^whsec_", ""));

  @PostMapping("/webhooks")
  ResponseEntity<Void> webhooks(
      @RequestBody byte[] body, // the raw body: a parsed object has lost the bytes that are signed
      @RequestHeader HttpHeaders headers)
      throws GeneralSecurityException {
    if (!isSigned(headers, body)) return ResponseEntity.status(401).build();
    String id = headers.getFirst("webhook-id");
    CompletableFuture.runAsync(() -> handle(id, body)); // answer first, work afterwards
    return ResponseEntity.noContent().build();
  }

  private boolean isSigned(HttpHeaders headers, byte[] body) throws GeneralSecurityException {
    String id = headers.getFirst("webhook-id");
    String timestamp = headers.getFirst("webhook-timestamp");
    String signatures = headers.getFirst("webhook-signature");
    if (id == null || signatures == null || timestamp == null || !timestamp.matches("\\d{1,12}")) return false;
    if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > 300) return false;

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes();
    for (String given : signatures.split(" ")) {
      if (MessageDigest.isEqual(expected, given.getBytes())) return true;
    }
    return false;
  }

  private void handle(String id, byte[] body) {
    // Your work. An id that you have seen is a repeat: skip it.
  }
}
