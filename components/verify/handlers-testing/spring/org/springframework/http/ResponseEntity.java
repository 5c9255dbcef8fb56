package org.springframework.http;

/** Stands in for Spring's: what the handler asks of it. */
public class ResponseEntity<T> {
  public final int status;

  private ResponseEntity(int status) {
    this.status = status;
  }


  public static Builder status(int status) {
    return new Builder(status);
  }

  public static Builder noContent() {
    return new Builder(204);
  }

  public record Builder(int status) {
    public <T> ResponseEntity<T> build() {
      return new ResponseEntity<>(status);
    }
  }
}
