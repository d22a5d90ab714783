package org.courtbridge.console.html;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.access.User;

/** Says in words what did not work. */
public final class ErrorPages {

    private static final Set<Integer> WORDED = Set.of(400, 403, 404, 409, 413, 415, 429, 503);

    private final Templates templates;

    public ErrorPages(Templates templates) {
        this.templates = templates;
    }

    public Reply page(Call call, Problems.Cause cause) {
        Page page = page(call);
        return Reply.html(
                cause.status(),
                templates.render("error.jte", Map.of("page", page, "complaint", complaint(page.messages(), cause))));
    }

    public static Page page(Call call) {
        Optional<Principal> visitor = call.visitor();
        Messages messages = messages(call);
        return new Page(
                messages,
                call.context().request().path(),
                Page.address(call.context()),
                done(messages, call),
                visitor.flatMap(principal -> principal
                        .user()
                        .flatMap(user -> principal
                                .session()
                                .map(session -> new Page.Viewer(
                                        user.name(),
                                        session.csrf(),
                                        Allowed.SEE_APPLICATIONS.admits(principal),
                                        Allowed.SEE_CALLS.admits(principal),
                                        Allowed.SEE_ALL_TESTS.admits(principal),
                                        Allowed.SEE_DEVICES.admits(principal),
                                        Allowed.SEE_AUDIT.admits(principal),
                                        Allowed.CHANGE_USERS.admits(principal))))));
    }

    public static Messages messages(Call call) {
        Optional<String> setting = call.visitor().flatMap(Principal::user).flatMap(User::language);
        return Messages.in(Page.language(call.context(), setting));
    }

    /** Message about the last step, which the redirect after it names in {@code done}. */
    private static Optional<String> done(Messages messages, Call call) {
        return call.context().queryParam("done").stream()
                .findFirst()
                .map(step -> "done." + step)
                .filter(messages::has)
                .map(messages::get);
    }

    /** Message about a failure, in the language of a page. */
    public static String complaint(Messages messages, Problems.Cause cause) {
        if (cause.key().isPresent()) {
            return messages.get(cause.key().get());
        }
        return messages.get("error." + (WORDED.contains(cause.status()) ? cause.status() : 500));
    }
}
