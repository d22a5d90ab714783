package org.courtbridge.console.html;

/**
 * A button by which the viewer does something.
 *
 * @param path what to POST to
 * @param look class of the button: "primary", "danger" or empty
 * @param ask question before it is done; empty for none
 */
public record Step(String path, String words, String look, String ask) {}
