package org.courtbridge.court.access;

/**
 * A person who attends one hearing from a phone.
 *
 * @param code the unguessable part of the person's link, {@code /j/CODE}
 * @param name in any script
 */
public record Participant(String id, String hearingId, String name, String code) {}
