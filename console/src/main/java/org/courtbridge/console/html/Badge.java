package org.courtbridge.console.html;

/**
 * A word or two in a colour, behind a name.
 *
 * @param mood good, warn, bad or nothing
 */
public record Badge(String words, String mood) {}
