package org.courtbridge.hearings.applications;

import java.time.LocalDate;

/**
 * An addressee has an application.
 *
 * @param on day of the receipt, from which the term of the response counts
 * @param channel how it became known
 */
public record Receipt(LocalDate on, Channel channel) {}
