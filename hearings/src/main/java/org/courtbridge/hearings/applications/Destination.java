package org.courtbridge.hearings.applications;

import java.util.Optional;

/**
 * Where an application is sent, and how.
 *
 * @param agreed what the institution has agreed to as things stand; required for {@link Channel#EMAIL}
 */
public record Destination(InstitutionId institution, Channel channel, Optional<EmailAgreement> agreed) {}
