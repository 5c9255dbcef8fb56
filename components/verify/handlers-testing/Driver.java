import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Base64;
import org.springframework.http.HttpHeaders;

/** Prints the status that the handler answers each case with. */
class Driver {
  public static void main(String[] args) throws Exception {
    String[] names = {"webhook-id", "webhook-timestamp", "webhook-signature"};
    WebhookController controller = new WebhookController();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split(" ");
      HttpHeaders headers = new HttpHeaders();
      for (int i = 0; i < names.length; i++) {
        if (!parts[i].equals("-")) headers.values.put(names[i], new String(Base64.getDecoder().decode(parts[i])));
      }
      System.out.println(controller.webhooks(Base64.getDecoder().decode(parts[3]), headers).status);
    }
  }
}
