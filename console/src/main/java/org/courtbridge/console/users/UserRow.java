package org.courtbridge.console.users;

/**
 * A user in the list of users.
 *
 * @param roles in words
 * @param oneTime whether the one-time password was not changed yet
 */
public record UserRow(
        String id,
        String login,
        String name,
        String roles,
        boolean oneTime,
        boolean secondFactor,
        boolean enabled,
        boolean external) {}
