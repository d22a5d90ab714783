package org.courtbridge.hearings.applications;

import java.time.LocalDate;

/**
 * An institution has agreed to take applications by e-mail (para. 12).
 *
 * @param by name of whoever agreed to it with the institution
 */
public record EmailAgreement(LocalDate on, String by) {}
