package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.media.probe.ProbeSettings;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.TestJudge;

/**
 * The number that rooms dial to test themselves, and the services of such a test.
 *
 * @param number digits; a hearing of the same number goes before
 * @param book keeps what was found; empty if that is told to the room alone
 * @param faces finds them in pictures, on a worker; empty if nobody is to look for them
 * @param filling how a room's line is tried, while the room is told what to do
 */
public record TestNumber(
        String number,
        TestJudge judge,
        Optional<TestBook> book,
        Optional<FaceFinder> faces,
        ProbeSettings.Filling filling) {

    private static final Duration FILLED_FROM = Duration.ofSeconds(1);

    /** Until the tone, which comes after eight; rooms report every five. */
    private static final Duration FILLED = Duration.ofSeconds(10);

    /** Rooms that do so at one time. */
    private static final int FILLED_AT_ONCE = 5;

    /** Whose rooms' lines are tried from the first second on, until the tone comes. */
    public static TestNumber of(String number, TestJudge judge, Optional<TestBook> book, Optional<FaceFinder> faces) {
        return new TestNumber(
                number,
                judge,
                book,
                faces,
                new ProbeSettings.Filling(FILLED_FROM, FILLED, new Semaphore(FILLED_AT_ONCE)));
    }
}
