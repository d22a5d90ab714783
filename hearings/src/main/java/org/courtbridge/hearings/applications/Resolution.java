package org.courtbridge.hearings.applications;

import java.time.LocalDate;

/** The judge's resolution, on which an application is based (para. 12). */
public sealed interface Resolution {

    /** Name of the judge. */
    String judge();

    LocalDate on();

    record Granted(String judge, LocalDate on) implements Resolution {}

    record Refused(String judge, LocalDate on, String reason) implements Resolution {}
}
