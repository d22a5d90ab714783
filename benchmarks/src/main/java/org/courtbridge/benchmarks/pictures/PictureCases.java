package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCase.Group.BORDER;
import static org.courtbridge.benchmarks.pictures.PictureCase.Group.FAULT;
import static org.courtbridge.benchmarks.pictures.PictureCase.Group.NORMAL;
import static org.courtbridge.codecs.video.PictureCoding.H263;
import static org.courtbridge.codecs.video.PictureCoding.H264;
import static org.courtbridge.codecs.video.PictureCoding.VP8;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.PictureSubject;

/**
 * The labelled set of pictures: every kind of fault and of normal variation, each at some strengths and in some codings. What they
 * are is in a class for each subject, which adds them here.
 */
final class PictureCases {

    static final int WIDTH = 1_280;
    static final int HEIGHT = 720;

    /** Pictures a second. */
    static final int RATE = 15;

    static final Wire USUAL = Wire.of(H264, 1_200);
    static final Wire SMALLER = Wire.of(VP8, 500);
    static final Wire CIF = Wire.of(H263, 384);

    /** All that is judged of a face. */
    static final Set<Check> FACE = EnumSet.range(Check.FACE_FOUND, Check.FACE_DETAIL);

    private final List<PictureCase> cases = new ArrayList<>();

    private PictureCases() {}

    static List<PictureCase> all(Photographs photographs) {
        PictureCases all = new PictureCases();
        Places places = new Places(photographs);
        StreamCases.addTo(all, places);
        SlateCases.addTo(all, places);
        LightCases.addTo(all, places);
        SharpnessCases.addTo(all, places);
        FaceCases.addTo(all, places);
        PeopleCases.addTo(all, places);
        RoomCases.addTo(all, places);
        FormatCases.addTo(all, places);
        return all.cases;
    }

    void add(PictureCase labelled) {
        cases.add(labelled);
    }

    /** A clear fault. @param oneOf of which at least one must fail @param besides what else may */
    void fault(String name, String strength, Supplier<Film> film, Wire wire, Set<Check> oneOf, Check... besides) {
        fault(name, strength, film, wire, oneOf, Set.of(besides));
    }

    void fault(String name, String strength, Supplier<Film> film, Wire wire, Set<Check> oneOf, Set<Check> besides) {
        cases.add(
                new PictureCase(FAULT, name, strength, film, wire, 0, PictureSubject.PERSON, List.of(oneOf), besides));
    }

    /** So slight a fault that either is right. */
    void border(String name, String strength, Supplier<Film> film, Wire wire) {
        cases.add(new PictureCase(
                BORDER, name, strength, film, wire, 0, PictureSubject.PERSON, List.of(), EnumSet.allOf(Check.class)));
    }

    /** No fault, of a picture that should show somebody. */
    void normal(String name, String strength, Supplier<Film> film, Wire wire) {
        cases.add(new PictureCase(NORMAL, name, strength, film, wire, 0, PictureSubject.PERSON, List.of(), Set.of()));
    }

    /** No fault, of a room in which nobody need be. */
    void room(String name, String strength, Supplier<Film> film, Wire wire) {
        cases.add(new PictureCase(NORMAL, name, strength, film, wire, 0, PictureSubject.ROOM, List.of(), Set.of()));
    }

    static Set<Check> with(Set<Check> some, Check... more) {
        Set<Check> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    static String percent(double part) {
        return Math.round(part * 1_000) / 10.0 + " %";
    }
}
