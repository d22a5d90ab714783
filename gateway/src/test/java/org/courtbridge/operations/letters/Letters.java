package org.courtbridge.operations.letters;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.letters.ResponseLetter.Outcome;

/** Letters about a witness in a hospital, of a court of each language. */
final class Letters {

    static final ZonedDateTime MORNING = ZonedDateTime.of(2027, 1, 15, 10, 5, 0, 0, ZoneOffset.ofHours(5));
    static final String CASE = "7599-26-00-2/123";

    private Letters() {}

    static String court(Language language) {
        return switch (language) {
            case KAZAKH -> "Алматы қаласының Бостандық аудандық соты";
            case RUSSIAN -> "Бостандыкский районный суд города Алматы";
            case ENGLISH -> "Bostandyk District Court of Almaty";
        };
    }

    static String hospital(Language language) {
        return switch (language) {
            case KAZAKH -> "Қызылорда облыстық көпбейінді ауруханасы";
            case RUSSIAN -> "Кызылординская областная многопрофильная больница";
            case ENGLISH -> "Kyzylorda Regional Multidisciplinary Hospital";
        };
    }

    static Participant witness(Language language) {
        return switch (language) {
            case KAZAKH -> new Participant("куә", "Әбдіғаниева Ұлжан Һашимқызы");
            case RUSSIAN -> new Participant("свидетель", "Щукина Алёна Объедкова");
            case ENGLISH -> new Participant("witness", "Abdiganieva Ulzhan Khashimkyzy");
        };
    }

    /** Some with names so long that they need several lines. */
    static List<Participant> crowd(Language language, int size) {
        Participant witness = witness(language);
        return IntStream.rangeClosed(1, size)
                .mapToObj(i -> new Participant(
                        witness.status(),
                        witness.name() + " " + i
                                + (i % 10 == 0 ? " " + hospital(language).repeat(4) : "")))
                .toList();
    }

    static ApplicationLetter application(Language language, List<Participant> participants) {
        return new ApplicationLetter(
                language,
                new Addressee(hospital(language), "120008, Қызылорда, Желтоқсан 42; vks@hospital.example"),
                court(language),
                CASE,
                action(language),
                participants,
                hospital(language),
                MORNING,
                new Contact("Ерғали Гүлнұр Серікқызы", "+7 727 000 00 01, clerk@court.example"),
                new Contact("Петров Пётр Петрович", "+7 727 000 00 02, vks@court.example"),
                "Нұрланов Дәурен Қайратұлы");
    }

    static ResponseLetter response(Language language, List<Participant> participants, Outcome outcome) {
        return new ResponseLetter(
                language,
                new Addressee(court(language), "050040, Алматы, Абай 1; clerk@court.example"),
                court(language),
                CASE,
                participants,
                MORNING,
                hospital(language),
                outcome,
                "Өмірзақова Іңкәр Ғаниқызы");
    }

    static Outcome confirmed() {
        return new ResponseLetter.Confirmed(
                new Contact("Ким Анна Сергеевна", "+7 724 000 00 03"),
                "№ 3",
                new Contact("Ыбыраев Үміт Хасенұлы", "+7 724 000 00 04, it@hospital.example"));
    }

    static Outcome notConfirmed(Language language) {
        return new ResponseLetter.NotConfirmed(
                switch (language) {
                    case KAZAKH -> "бұл уақытта зал бос емес; 2027 жылғы 15 қаңтарда сағат 15:00 ұсынылады";
                    case RUSSIAN -> "в это время зал занят; предлагается 15 января 2027 года, 15:00";
                    case ENGLISH -> "the room is taken at that time; 15 January 2027, 15:00 is proposed";
                });
    }

    private static String action(Language language) {
        return switch (language) {
            case KAZAKH -> "жауап алу";
            case RUSSIAN -> "допрос";
            case ENGLISH -> "questioning";
        };
    }
}
