package org.courtbridge.signalling.bfcp;

/**
 * By what a room is known on our ports, as its session description says it (RFC 8856). Each room is in a conference of its own
 * number, which nobody else can know, so that nobody else speaks for it.
 *
 * @param conference 1 to 2<sup>31</sup>-1, at random
 * @param user 1 to 65,535
 */
public record RoomAccess(long conference, int user) {}
