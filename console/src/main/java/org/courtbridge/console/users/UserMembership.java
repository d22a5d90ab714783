package org.courtbridge.console.users;

/**
 * An institution that a user belongs to.
 *
 * @param id of the institution
 * @param roles of the user there, in words
 */
public record UserMembership(String id, String name, String roles) {}
