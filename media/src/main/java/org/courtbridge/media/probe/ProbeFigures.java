package org.courtbridge.media.probe;

import java.util.Optional;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.provisioning.testcall.ProbeReport;

/**
 * The measurements of a {@link ProbeBridge}. Whatever could not be measured is empty, never zero.
 *
 * @param sound as it was received; empty if no stream of it was agreed
 * @param picture as it was received; empty if no stream of it was agreed
 * @param line that the received sound came over; empty with it
 * @param encrypted whether all that flows is protected; empty if nothing has flowed
 */
public record ProbeFigures(
        Optional<SoundReport> sound,
        Optional<PictureReport> picture,
        Optional<LineReport> line,
        ProbeReport.Rates rates,
        ProbeReport.Sent sent,
        Optional<Boolean> encrypted,
        ProbeReport.Codings codings) {

    static final ProbeFigures NOTHING = new ProbeFigures(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ProbeReport.Rates.UNKNOWN,
            ProbeReport.Sent.UNKNOWN,
            Optional.empty(),
            ProbeReport.Codings.UNKNOWN);
}
