package org.courtbridge.console.applications;

import java.util.Optional;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.operations.correspondence.CorrespondenceBook;
import org.courtbridge.operations.feasibility.FeasibilityReader;

/**
 * Applications, and what is known about them.
 *
 * @param feasibility what is known of the hour of a hearing
 * @param mailed who was told of them by mail; empty if there is no mail server
 */
public record ApplicationServices(
        Applications applications, FeasibilityReader feasibility, Optional<CorrespondenceBook> mailed) {}
