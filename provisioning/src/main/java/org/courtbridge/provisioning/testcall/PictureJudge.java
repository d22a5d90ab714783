package org.courtbridge.provisioning.testcall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.courtbridge.codecs.measure.picture.FaceReport;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.picture.SeenReport;
import org.courtbridge.codecs.measure.picture.StillTimes;

/** Makes verdicts of what was measured of a picture. */
public final class PictureJudge {

    /** Of a shorter time, and fewer pictures that were looked at, nothing is told. */
    private static final double SHORTEST = 3;

    private static final int FEWEST_LOOKS = 5;
    private static final int FEWEST_LOOKS_FOR_FACES = 3;

    /** If a face is in fewer of the pictures, it is not told what it is like. */
    private static final double FACE_SEEN = 0.2;

    /** Whoever fails one of these shows nothing in which a face could be found. */
    private static final Set<Check> HIDES_FACES = Set.of(
            Check.BLACK,
            Check.BLUE_OR_NO_SIGNAL,
            Check.COVERED_LENS,
            Check.UNDER_EXPOSED,
            Check.OVER_EXPOSED,
            Check.CONTRAST,
            Check.BLUR,
            Check.BLOCKING,
            Check.CORRUPTION,
            Check.RESOLUTION);

    private final Limits limits;

    public PictureJudge(Limits limits) {
        this.limits = limits;
    }

    /** One verdict for each check of {@link Subject#PICTURE}, in their order. */
    public List<Verdict> judge(PictureReport report, PictureSubject subject) {
        Optional<Doubt> nothing = doubt(report);
        if (nothing.isPresent()) {
            return Check.of(Subject.PICTURE).stream()
                    .map(check -> Verdict.couldNotTell(check, limits, nothing.get()))
                    .toList();
        }
        if (fewLooks(report)) {
            return ceased(report);
        }
        List<Verdict> verdicts = new ArrayList<>();
        stream(report, verdicts);
        scene(report.seen().orElseThrow(), verdicts);
        boolean hidden = verdicts.stream()
                .anyMatch(verdict -> verdict.outcome() == Outcome.FAIL && HIDES_FACES.contains(verdict.check()));
        faces(report, hidden, subject, verdicts);
        return verdicts;
    }

    private static Optional<Doubt> doubt(PictureReport report) {
        if (report.pictures() == 0) {
            return Optional.of(Doubt.NO_MEDIA);
        }
        boolean ceased = report.still().map(still -> still.gap() > SHORTEST).orElse(false);
        return report.seconds() < SHORTEST || report.seen().isEmpty() || (fewLooks(report) && !ceased)
                ? Optional.of(Doubt.TOO_SHORT)
                : Optional.empty();
    }

    private static boolean fewLooks(PictureReport report) {
        return report.seen().isEmpty() || report.seen().get().looks() < FEWEST_LOOKS;
    }

    /** Of few pictures that came and then ceased, it is told that they ceased; what was seen in them tells nothing. */
    private List<Verdict> ceased(PictureReport report) {
        return Check.of(Subject.PICTURE).stream()
                .map(check -> switch (check) {
                    case FRAME_RATE -> of(check, report.perSecond());
                    case FROZEN -> frozen(report);
                    default -> Verdict.couldNotTell(check, limits, Doubt.TOO_SHORT);
                })
                .toList();
    }

    private void stream(PictureReport report, List<Verdict> verdicts) {
        boolean seen = report.seen().orElseThrow().black() < 1;
        verdicts.add(of(Check.RESOLUTION, seen ? report.lines() : OptionalDouble.empty()));
        verdicts.add(of(Check.FRAME_RATE, report.perSecond()));
        verdicts.add(frozen(report));
    }

    /** Whoever does not move at all is frozen, whatever noise there is, and so is what has moved before without any; a room may be as still. */
    private Verdict frozen(PictureReport report) {
        if (report.still().isEmpty()) {
            return Verdict.couldNotTell(Check.FROZEN, limits, Doubt.NOT_MEASURED);
        }
        StillTimes still = report.still().get();
        Limit limit = limits.of(Check.FROZEN);
        SeenReport seen = report.seen().orElseThrow();
        if (seen.black() + seen.slate() > 0.5 && still.gap() < limit.pass()) {
            return Verdict.couldNotTell(Check.FROZEN, limits, Doubt.NOTHING_SEEN);
        }
        boolean somebody =
                report.faces().map(faces -> faces.found() > FACE_SEEN).orElse(false);
        double longest = Math.max(somebody ? still.still() : still.frozen(), still.gap());
        boolean sure = still.moved() || somebody || still.gap() >= limit.fail();
        if (longest > limit.pass() && !sure) {
            return Verdict.doubtful(Check.FROZEN, longest, limits, Doubt.NOTHING_MOVED);
        }
        if (longest <= limit.pass() && report.seconds() < limit.fail()) {
            return Verdict.couldNotTell(Check.FROZEN, limits, Doubt.TOO_SHORT);
        }
        return of(Check.FROZEN, OptionalDouble.of(longest));
    }

    private void scene(SeenReport seen, List<Verdict> verdicts) {
        verdicts.add(of(Check.BLACK, OptionalDouble.of(100 * seen.black())));
        verdicts.add(of(Check.BLUE_OR_NO_SIGNAL, OptionalDouble.of(100 * seen.slate())));
        verdicts.add(of(Check.COVERED_LENS, OptionalDouble.of(100 * seen.covered())));
        verdicts.add(of(Check.UNDER_EXPOSED, seen.brightness()));
        verdicts.add(of(Check.OVER_EXPOSED, percent(seen.white())));
        verdicts.add(of(Check.CONTRAST, seen.contrast()));
        verdicts.add(of(Check.BLUR, seen.edgeWidth()));
        verdicts.add(of(Check.BLOCKING, seen.blocking()));
        verdicts.add(of(Check.CORRUPTION, percent(seen.corruption())));
    }

    private void faces(PictureReport report, boolean hidden, PictureSubject subject, List<Verdict> verdicts) {
        verdicts.add(faceFound(report, hidden, subject));
        Doubt unseen = hidden ? Doubt.HIDDEN : Doubt.NO_FACE;
        verdicts.add(face(Check.FACE_SIZE, report, faces -> percent(faces.size()), unseen));
        verdicts.add(face(Check.FACE_CUT_OFF, report, PictureJudge::outside, unseen));
        verdicts.add(face(Check.FACE_LIGHT, report, FaceReport::light, unseen));
        verdicts.add(face(Check.FACE_AGAINST_LIGHT, report, FaceReport::againstLight, unseen));
        verdicts.add(face(Check.FACE_ONE_SIDED, report, FaceReport::oneSided, unseen));
        verdicts.add(face(Check.FACE_TOO_BRIGHT, report, faces -> percent(faces.white()), unseen));
        verdicts.add(face(Check.FACE_DETAIL, report, FaceReport::detail, unseen));
    }

    private Verdict faceFound(PictureReport report, boolean hidden, PictureSubject subject) {
        Optional<Doubt> doubt = faceDoubt(report);
        if (doubt.isPresent()) {
            return Verdict.couldNotTell(Check.FACE_FOUND, limits, doubt.get());
        }
        FaceReport faces = report.faces().orElseThrow();
        Verdict verdict = of(Check.FACE_FOUND, OptionalDouble.of(100 * faces.found()));
        if (verdict.outcome() == Outcome.FAIL && hidden) {
            return Verdict.couldNotTell(Check.FACE_FOUND, limits, Doubt.HIDDEN);
        }
        boolean excused = subject == PictureSubject.ROOM || !faces.sureOfNone();
        return verdict.outcome() == Outcome.FAIL && excused
                ? Verdict.couldNotTell(Check.FACE_FOUND, limits, Doubt.NO_FACE)
                : verdict;
    }

    /** @param unseen why there is no figure, if no picture has a face */
    private Verdict face(Check check, PictureReport report, Function<FaceReport, OptionalDouble> figure, Doubt unseen) {
        Optional<Doubt> doubt = faceDoubt(report);
        if (doubt.isPresent()) {
            return Verdict.couldNotTell(check, limits, doubt.get());
        }
        FaceReport faces = report.faces().orElseThrow();
        return faces.found() == 0
                ? Verdict.couldNotTell(check, limits, unseen)
                : of(check, faces.found() < FACE_SEEN ? OptionalDouble.empty() : figure.apply(faces));
    }

    private static Optional<Doubt> faceDoubt(PictureReport report) {
        if (report.faces().isEmpty()) {
            return Optional.of(Doubt.NOT_MEASURED);
        }
        return report.faces().get().looks() < FEWEST_LOOKS_FOR_FACES ? Optional.of(Doubt.TOO_SHORT) : Optional.empty();
    }

    private static OptionalDouble outside(FaceReport faces) {
        OptionalDouble within = faces.within();
        return within.isPresent() ? OptionalDouble.of(100 * (1 - within.getAsDouble())) : within;
    }

    private static OptionalDouble percent(OptionalDouble part) {
        return part.isPresent() ? OptionalDouble.of(100 * part.getAsDouble()) : part;
    }

    private Verdict of(Check check, OptionalDouble figure) {
        return Verdict.of(check, figure, limits, Doubt.NOT_MEASURED);
    }
}
