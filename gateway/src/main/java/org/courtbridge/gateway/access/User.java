package org.courtbridge.gateway.access;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody who signs in to the console.
 *
 * @param language BCP 47 tag of the language that the user chose
 * @param oneTimePassword whether the password was made by somebody else, and must be changed before anything else
 */
public record User(
        String id, String login, String name, Set<Role> roles, Optional<String> language, boolean oneTimePassword) {}
