package org.courtbridge.console.applications;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.courtbridge.console.html.ListAddress;

/** The number of a case as courts write it, such as 7520-26-00-2а/1187. */
public final class CaseNumber {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:-\\d+)+\\p{L}{0,2}/\\d+(?:-\\d+)*");

    private CaseNumber() {}

    /** Link to the list of applications in the case that the title of a hearing names; empty if it names none. */
    public static Optional<String> applications(String title) {
        return of(title)
                .map(number -> ListAddress.of(ApplicationPages.PATH)
                        .searchedFor(number)
                        .link());
    }

    /** The number of the case that the title of a hearing names; empty if it names none. */
    public static Optional<String> of(String title) {
        return NUMBER.matcher(title).results().map(MatchResult::group).findFirst();
    }
}
