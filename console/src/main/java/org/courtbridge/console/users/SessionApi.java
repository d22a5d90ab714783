package org.courtbridge.console.users;

import java.util.Optional;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;

/** Signing in over the API, and one's own password. */
public final class SessionApi {

    private final SignIns signIns;

    public SessionApi(SignIns signIns) {
        this.signIns = signIns;
    }

    public void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/sessions",
                Allowed.ANYBODY,
                "Sign in; with a code where a second factor is set up",
                201,
                UserViews.SignIn.class,
                UserViews.Token.class,
                call -> {
                    UserViews.SignIn signIn = call.json(UserViews.SignIn.class);
                    try {
                        SignIns.Outcome outcome = signIns.signIn(
                                ApiEndpoints.given(signIn.login(), "login"),
                                ApiEndpoints.given(signIn.password(), "password"),
                                call.source());
                        Optional<String> code = signIn.code();
                        Sessions.Opened opened = opened(
                                outcome instanceof SignIns.CodeNeeded needed && code.isPresent()
                                        ? signIns.withCode(needed.pending(), code.get(), call.source())
                                        : outcome);
                        return Reply.json(
                                201,
                                new UserViews.Token(
                                        opened.token(), opened.session().expires()));
                    } catch (SignIns.TooManyException e) {
                        throw RequestException.tooMany(e.seconds());
                    }
                });
        api.post(
                "/api/v1/password",
                Allowed.SIGNED_IN,
                "Change one's own password; every session of the user ends",
                204,
                UserViews.PasswordChange.class,
                null,
                this::changePassword);
    }

    private static Sessions.Opened opened(SignIns.Outcome outcome) {
        return switch (outcome) {
            case SignIns.Opened done -> done.session();
            case SignIns.CodeNeeded needed ->
                throw new RequestException(
                        401, needed.again() ? "The code is wrong." : "A code of the second factor is needed.");
            case SignIns.Wrong _ -> throw new RequestException(401, "The login or the password is wrong.");
        };
    }

    private Reply changePassword(Call call) {
        User user = call.principal().user().orElseThrow(() -> new RequestException(409, "Not a user's session."));
        UserViews.PasswordChange change = call.json(UserViews.PasswordChange.class);
        try {
            return switch (signIns.change(
                    user,
                    ApiEndpoints.given(change.current(), "current"),
                    ApiEndpoints.given(change.chosen(), "chosen"),
                    call.source())) {
                case DONE -> Reply.nothing();
                case WRONG -> throw new RequestException(403, "The current password is wrong.");
                case WEAK -> throw new RequestException(400, "chosen: 12 to 200 characters, neither login nor current");
            };
        } catch (SignIns.TooManyException e) {
            throw RequestException.tooMany(e.seconds());
        }
    }
}
