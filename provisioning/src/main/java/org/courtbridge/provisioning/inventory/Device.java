package org.courtbridge.provisioning.inventory;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A room's video-conferencing hardware.
 *
 * @param id unique for ever, never shown on a device
 * @param name as people know the room, in any script
 * @param username what it registers and authenticates with over SIP: the user part of its address of record
 * @param enabled whether it may register and call
 * @param encryption of its media, from its next call on
 * @param language of what people in the room read and hear, from its next call on: Kazakh, Russian or English; empty for
 *     the court's
 * @param behindChangingNat whether its media in the clear, from its next call on, may come from, and so go to, another address
 *     than its signalling comes from
 * @param dialect of its SIP and its pictures
 */
public record Device(
        String id,
        String name,
        String username,
        Instant created,
        boolean enabled,
        Encryption encryption,
        Optional<Locale> language,
        boolean behindChangingNat,
        Dialect dialect) {

    /** One that may register and call, encrypted where it can, in the court's language, with its media where its signalling is. */
    public static Device newlyAdded(String id, String name, String username, Instant created) {
        return new Device(
                id, name, username, created, true, Encryption.PREFERRED, Optional.empty(), false, Dialect.USUAL);
    }

    public Device with(Encryption other) {
        return new Device(id, name, username, created, enabled, other, language, behindChangingNat, dialect);
    }
}
