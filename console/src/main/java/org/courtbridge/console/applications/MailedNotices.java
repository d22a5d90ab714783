package org.courtbridge.console.applications;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Mailed;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Progress;

/** Says of an application who was told of its letters and responses by mail. Nothing if there is no mail server. */
final class MailedNotices {

    private final KeptApplication application;
    private final Optional<Progress> progress;
    private final ApplicationWords words;

    MailedNotices(KeptApplication application, Optional<Progress> progress, ApplicationWords words) {
        this.application = application;
        this.progress = progress;
        this.words = words;
    }

    /** Of the last sending. A letter that goes by e-mail and has reached nobody is said to have not. */
    Optional<String> letter(Letter letter) {
        return progress.flatMap(known -> lastEvent(ApplicationEvent.Sent.class::isInstance)
                .flatMap(event -> {
                    Optional<String> told =
                            told(known.of(event, letter.addressee().name()));
                    return letter.to().channel() == Channel.EMAIL && told.isEmpty()
                            ? Optional.of(words.say(
                                    known.settled() < event ? "application.mail.waits" : "application.mail.nobody"))
                            : told;
                }));
    }

    Optional<String> response(Response response) {
        return progress.flatMap(known -> lastEvent(event -> event instanceof ApplicationEvent.Responded responded
                        && responded.response().by() == response.by())
                .flatMap(event -> told(known.of(event, response.by().name()))));
    }

    private Optional<Long> lastEvent(Predicate<ApplicationEvent> which) {
        return application.events().reversed().stream()
                .filter(recorded -> which.test(recorded.event()))
                .findFirst()
                .map(Recorded::number);
    }

    private Optional<String> told(List<Mailed> mails) {
        return mails.isEmpty()
                ? Optional.empty()
                : Optional.of(words.say(
                        "application.mail.told",
                        String.join(
                                ", ",
                                mails.stream().map(Mailed::name).distinct().toList()),
                        words.minute(mails.getLast().at())));
    }
}
