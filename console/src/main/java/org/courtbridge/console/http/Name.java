package org.courtbridge.console.http;

/** The document of the API that gives something another name. */
public record Name(String name) {}
