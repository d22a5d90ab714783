package org.courtbridge.operations.letters;

/**
 * Who receives a letter.
 *
 * @param name of the court, department or institution
 * @param address by post, or the e-mail address that was agreed on
 */
public record Addressee(String name, String address) {}
