package org.courtbridge.provisioning.inventory;

import java.time.Instant;

/**
 * A room's video-conferencing hardware.
 *
 * @param id unique for ever, never shown on a device
 * @param name as people know the room, in any script
 * @param username what it registers and authenticates with over SIP: the user part of its address of record
 */
public record Device(String id, String name, String username, Instant created) {}
