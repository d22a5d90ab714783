package org.courtbridge.court.access;

import java.util.Optional;

/**
 * A person who attends one hearing from a phone.
 *
 * @param code the unguessable part of the person's link, {@code /j/CODE}
 * @param name in any script
 * @param letters where the person gets letters; empty for none
 */
public record Participant(String id, String hearingId, String name, String code, Optional<LetterAddress> letters) {}
