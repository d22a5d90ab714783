package org.courtbridge.console.html;

/** Something known of a thing, and what; or that it does not say. */
public record Fact(String name, String value) {}
