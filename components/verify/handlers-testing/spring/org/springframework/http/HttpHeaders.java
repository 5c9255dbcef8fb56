package org.springframework.http;

/** Stands in for Spring's: what the handler asks of it. */
public class HttpHeaders {
  public final java.util.Map<String, String> values = new java.util.HashMap<>();

  public String getFirst(String name) {
    return values.get(name);
  }
}
