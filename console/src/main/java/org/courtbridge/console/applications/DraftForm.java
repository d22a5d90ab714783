package org.courtbridge.console.applications;

import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.applications.TrialParticipant;

/**
 * The form of an application, laid out as Appendix 1.
 *
 * @param path to which it is sent
 * @param back page to which it leads without a change
 * @param seen number of the last event; 0 for a new application
 * @param participants with empty rows for further ones
 * @param courts that may be chosen; none for an application that has its court
 * @param asked courts and institutions that may be asked
 * @param saved page of the application, if it was changed or saved by somebody meanwhile
 * @param complaint empty if nothing is wrong
 */
public record DraftForm(
        String path,
        String back,
        long seen,
        FormFields fields,
        List<TrialParticipant> participants,
        List<Choice> courts,
        List<Choice> asked,
        Optional<String> saved,
        String complaint) {}
