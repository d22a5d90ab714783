package org.courtbridge.provisioning.inventory;

import java.time.Instant;

/**
 * A room's video-conferencing hardware.
 *
 * @param id unique for ever, never shown on a device
 * @param name as people know the room, in any script
 * @param username what it registers and authenticates with over SIP: the user part of its address of record
 * @param enabled whether it may register and call
 * @param encryption of its media, from its next call on
 */
public record Device(String id, String name, String username, Instant created, boolean enabled, Encryption encryption) {

    /** One that may register and call, encrypted where it can. */
    public Device(String id, String name, String username, Instant created) {
        this(id, name, username, created, true, Encryption.PREFERRED);
    }
}
