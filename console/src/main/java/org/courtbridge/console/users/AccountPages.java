package org.courtbridge.console.users;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.AccountPaths;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.User;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.openid.OpenIdProvider;

/** Signing in and out, one's own password, and the language. */
public final class AccountPages {

    private static final String PASSWORD = "/account/password";

    private final AccessServices access;
    private final UserDesk desk;
    private final SignIns signIns;
    private final InstantSource clock;
    private final Templates templates;

    public AccountPages(
            AccessServices access, UserDesk desk, SignIns signIns, InstantSource clock, Templates templates) {
        this.access = access;
        this.desk = desk;
        this.signIns = signIns;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, "/login", Allowed.ANYBODY, call -> login(call, 200, "", "")),
                Endpoint.page(HttpMethod.POST, "/login", Allowed.ANYBODY, this::signIn),
                Endpoint.page(HttpMethod.POST, "/login/code", Allowed.ANYBODY, this::signInWithCode),
                Endpoint.page(HttpMethod.POST, "/logout", Allowed.SIGNED_IN, this::signOut),
                Endpoint.page(
                        HttpMethod.GET,
                        "/account",
                        Allowed.SIGNED_IN,
                        call -> account(call, 200, user(call).email(), "")),
                Endpoint.page(HttpMethod.POST, "/account/email", Allowed.SIGNED_IN, this::changeEmail),
                Endpoint.page(HttpMethod.GET, PASSWORD, Allowed.SIGNED_IN, call -> passwordForm(call, 200, "")),
                Endpoint.page(HttpMethod.POST, PASSWORD, Allowed.SIGNED_IN, this::changePassword),
                Endpoint.page(HttpMethod.GET, "/language/{tag}", Allowed.ANYBODY, this::changeLanguage));
    }

    private Reply login(Call call, int status, String login, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "login.jte",
                        Map.of(
                                "page",
                                Page.visitor(call.context()),
                                "login",
                                login,
                                "to",
                                call.query("to").orElse(call.field("to")),
                                "provider",
                                access.provider().map(OpenIdProvider::name).orElse(""),
                                "goodbye",
                                call.query("signed").isPresent(),
                                "complaint",
                                complaint)));
    }

    private Reply signIn(Call call) {
        Page page = Page.visitor(call.context());
        String login = call.field("login");
        try {
            return went(call, signIns.signIn(login, call.secret("password"), call.source()));
        } catch (SignIns.TooManyException e) {
            return login(call, 429, login, page.say("login.wait", e.seconds())).retryAfter(e.seconds());
        }
    }

    private Reply signInWithCode(Call call) {
        String pending = call.secret("pending");
        try {
            return went(call, signIns.withCode(pending, call.field("code"), call.source()));
        } catch (SignIns.TooManyException e) {
            return codeForm(call, 429, pending, Page.visitor(call.context()).say("login.wait", e.seconds()))
                    .retryAfter(e.seconds());
        }
    }

    private Reply went(Call call, SignIns.Outcome outcome) {
        Page page = Page.visitor(call.context());
        return switch (outcome) {
            case SignIns.Opened opened ->
                Reply.seeOther(AccountPaths.isOurs(call.field("to")) ? call.field("to") : "/")
                        .with(Endpoints.cookie(call.context(), opened.session().token()));
            case SignIns.CodeNeeded needed ->
                codeForm(
                        call,
                        needed.again() ? 401 : 200,
                        needed.pending(),
                        needed.again() ? page.say("factor.wrong") : "");
            case SignIns.Wrong _ -> login(call, 401, call.field("login"), page.say("login.wrong"));
        };
    }

    private Reply codeForm(Call call, int status, String pending, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "account/login-code.jte",
                        Map.of(
                                "page",
                                Page.visitor(call.context()),
                                "pending",
                                pending,
                                "to",
                                call.field("to"),
                                "complaint",
                                complaint)));
    }

    private Reply signOut(Call call) {
        Endpoints.sessionToken(call.context()).ifPresent(access.sessions()::close);
        boolean external = access.provider().isPresent()
                && call.principal().user().filter(User::external).isPresent();
        return Reply.seeOther(external ? "/login?signed=out" : "/login")
                .with(Endpoints.cookie(call.context(), "").setMaxAge(0));
    }

    private Reply account(Call call, int status, String email, String complaint) {
        Page page = ErrorPages.page(call);
        List<String> roles = call.principal().roles().stream()
                .sorted()
                .map(role -> page.say("role." + role))
                .toList();
        return Reply.html(
                status,
                templates.render(
                        "account/show.jte",
                        Map.of(
                                "page",
                                page,
                                "user",
                                user(call),
                                "roles",
                                roles,
                                "email",
                                email,
                                "complaint",
                                complaint)));
    }

    private Reply changeEmail(Call call) {
        try {
            desk.changeEmail(call.principal(), user(call), call.field("email"));
            return Reply.seeOther("/account?done=saved");
        } catch (RequestException e) {
            return account(
                    call,
                    e.status(),
                    call.field("email"),
                    ErrorPages.complaint(ErrorPages.messages(call), Problems.of(e)));
        }
    }

    private Reply passwordForm(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "account/password.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "login",
                                user(call).login(),
                                "first",
                                call.principal().mustChangePassword(),
                                "complaint",
                                complaint)));
    }

    private Reply changePassword(Call call) {
        Page page = ErrorPages.page(call);
        String chosen = call.secret("chosen");
        if (!chosen.equals(call.secret("again"))) {
            return passwordForm(call, 400, page.say("password.differ"));
        }
        try {
            return switch (signIns.change(user(call), call.secret("current"), chosen, call.source())) {
                case DONE -> {
                    String token =
                            access.sessions().open(user(call), clock.instant()).token();
                    yield Reply.seeOther("/hearings?done=password").with(Endpoints.cookie(call.context(), token));
                }
                case WRONG -> passwordForm(call, 400, page.say("password.wrong"));
                case WEAK -> passwordForm(call, 400, page.say("password.weak"));
            };
        } catch (SignIns.TooManyException e) {
            return passwordForm(call, 429, page.say("login.wait", e.seconds())).retryAfter(e.seconds());
        }
    }

    private Reply changeLanguage(Call call) {
        Language language =
                Language.ofTag(call.path("tag")).orElseThrow(() -> RequestException.notFound("No such language."));
        call.visitor()
                .flatMap(Principal::user)
                .ifPresent(user -> access.users().changeLanguage(user.id(), language.tag()));
        String to = call.query("to").filter(AccountPaths::isOurs).orElse("/");
        return Reply.seeOther(to)
                .with(Cookie.cookie(Page.LANGUAGE_COOKIE, language.tag())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(call.context().request().isSSL())
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(Duration.ofDays(365).toSeconds()));
    }

    static User user(Call call) {
        return call.principal().user().orElseThrow(() -> RequestException.notFound("Not a user's session."));
    }
}
