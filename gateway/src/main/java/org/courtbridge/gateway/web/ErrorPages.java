package org.courtbridge.gateway.web;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in words what did not work. */
final class ErrorPages {

    private static final Set<Integer> WORDED = Set.of(400, 403, 404, 409, 413, 429, 503);

    private final Templates templates;

    ErrorPages(Templates templates) {
        this.templates = templates;
    }

    Reply page(Call call, Problems.Cause cause) {
        Page page = page(call);
        return Reply.html(
                cause.status(),
                templates.render("error.jte", Map.of("page", page, "complaint", complaint(page.messages(), cause))));
    }

    static Page page(Call call) {
        Optional<Principal> visitor = call.visitor();
        Language language =
                Page.language(call.context(), visitor.flatMap(Principal::user).flatMap(user -> user.language()));
        return new Page(
                Messages.in(language),
                call.context().request().path(),
                visitor.flatMap(principal -> principal
                        .user()
                        .flatMap(user -> principal
                                .session()
                                .map(session -> new Page.Viewer(
                                        user.name(),
                                        session.csrf(),
                                        Allowed.SEE_DEVICES.admits(principal),
                                        Allowed.CHANGE_USERS.admits(principal))))));
    }

    /** What a failure is in the language of a page. */
    static String complaint(Messages messages, Problems.Cause cause) {
        if (cause.refusal().isPresent()) {
            return messages.get("refusal." + cause.refusal().get());
        }
        if (cause.detail().startsWith("csrf:")) {
            return messages.get("error.csrf");
        }
        if (cause.detail().endsWith("(is taken)")) {
            return messages.get("error.taken");
        }
        return messages.get("error." + (WORDED.contains(cause.status()) ? cause.status() : 500));
    }
}
