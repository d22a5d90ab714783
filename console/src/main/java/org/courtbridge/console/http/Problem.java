package org.courtbridge.console.http;

/** The document that says why something was not done (RFC 9457). Its components are field names of the API. */
public record Problem(String type, String title, int status, String detail) {}
