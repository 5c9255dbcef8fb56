package org.springframework.web.bind.annotation;

/** Stands in for Spring's. */
public @interface RestController {}
