package org.courtbridge.console.users;

import io.vertx.core.http.HttpMethod;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.handover.SecretPage;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.provisioning.inventory.Institution;

/** The administrator's pages: who may sign in, and as what. */
public final class UserPages {

    private static final String USERS = "/users";
    private static final String USER = USERS + "/{user}";

    private final UserDesk desk;
    private final Templates templates;
    private final SecretPage secrets;

    public UserPages(UserDesk desk, Templates templates) {
        this.desk = desk;
        this.templates = templates;
        this.secrets = new SecretPage(templates);
    }

    public List<Endpoint> endpoints() {
        Allowed allowed = Allowed.CHANGE_USERS;
        return List.of(
                Endpoint.page(HttpMethod.GET, USERS, allowed, this::list),
                Endpoint.page(HttpMethod.GET, USERS + "/new", allowed, call -> form(call, 200, "")),
                Endpoint.page(HttpMethod.POST, USERS, allowed, this::create),
                Endpoint.page(HttpMethod.GET, USER, allowed, call -> {
                    User user = user(call);
                    return show(call, 200, user, user.email(), "");
                }),
                Endpoint.page(HttpMethod.POST, USER, allowed, this::change),
                Endpoint.page(HttpMethod.POST, USER + "/memberships", allowed, this::changeMembership),
                Endpoint.page(HttpMethod.POST, USER + "/password", allowed, this::resetPassword),
                Endpoint.page(HttpMethod.POST, USER + "/second-factor/reset", allowed, this::resetFactor),
                Endpoint.page(HttpMethod.POST, USER + "/disable", allowed, call -> setEnabled(call, false)),
                Endpoint.page(HttpMethod.POST, USER + "/enable", allowed, call -> setEnabled(call, true)),
                Endpoint.page(HttpMethod.POST, USER + "/delete", allowed, this::delete));
    }

    private Reply list(Call call) {
        Page page = ErrorPages.page(call);
        String query = Listing.query(call);
        Map<String, String> names =
                desk.institutions().stream().collect(Collectors.toMap(Institution::id, Institution::name));
        List<User> found = desk.all().stream()
                .filter(user -> Names.match(query, user.name(), user.login()))
                .toList();
        Comparator<User> byName = Names.by(User::name);
        ListPage<UserRow> list = new Listing<>(
                        call,
                        USERS,
                        Names.nearest(query, User::name, User::login).thenComparing(byName))
                .column("name", page.say("user.name"), byName)
                .column("login", page.say("user.login"), Names.by(User::login))
                .column(page.say("user.roles"))
                .column(page.say("list.change"))
                .page(found, user -> row(page, user, names));
        return Reply.html(200, templates.render("users/list.jte", Map.of("page", page, "list", list)));
    }

    private static UserRow row(Page page, User user, Map<String, String> names) {
        Stream<String> everywhere = Stream.of(words(page, user.memberships().everywhere()));
        Stream<String> elsewhere = memberships(page, user, names).stream().map(one -> one.name() + ": " + one.roles());
        return new UserRow(
                user.id(),
                user.login(),
                user.name(),
                Stream.concat(everywhere, elsewhere)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; ")),
                user.oneTimePassword(),
                user.secondFactor(),
                user.enabled(),
                user.external());
    }

    private static String words(Page page, Set<Role> roles) {
        return roles.stream().sorted().map(role -> page.say("role." + role)).collect(Collectors.joining(", "));
    }

    /** In the order of the institutions' names. @param names of the institutions by id */
    private static List<UserMembership> memberships(Page page, User user, Map<String, String> names) {
        return user.memberships().institutions(EnumSet.allOf(Role.class)).stream()
                .map(id -> new UserMembership(
                        id,
                        names.getOrDefault(id, id),
                        words(page, user.memberships().in(id))))
                .sorted(Names.by(UserMembership::name))
                .toList();
    }

    private Reply form(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "users/new.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "login",
                                call.field("login"),
                                "name",
                                call.field("name"),
                                "roles",
                                roles(call),
                                "institution",
                                call.field("institution"),
                                "institutions",
                                desk.institutions(),
                                "complaint",
                                complaint)));
    }

    private Reply create(Call call) {
        try {
            return secret(
                    call,
                    desk.add(
                            call.principal(),
                            call.field("login"),
                            call.field("name"),
                            roles(call),
                            Optional.of(call.field("institution")).filter(id -> !id.isEmpty())));
        } catch (RequestException | IllegalArgumentException e) {
            return form(call, Problems.of(e).status(), complaint(call, e));
        }
    }

    private Reply complain(Call call, int status, User user, String complaint) {
        return show(call, status, user, user.email(), complaint);
    }

    private Reply show(Call call, int status, User user, String email, String complaint) {
        Page page = ErrorPages.page(call);
        List<Institution> institutions = desk.institutions();
        Map<String, String> names = institutions.stream().collect(Collectors.toMap(Institution::id, Institution::name));
        return Reply.html(
                status,
                templates.render(
                        "users/show.jte",
                        Map.of(
                                "page",
                                page,
                                "user",
                                user,
                                "email",
                                email,
                                "memberships",
                                memberships(page, user, names),
                                "institutions",
                                institutions,
                                "complaint",
                                complaint)));
    }

    private Reply change(Call call) {
        User user = user(call);
        try {
            desk.changeRoles(call.principal(), user, roles(call));
            desk.rename(call.principal(), user, call.field("name"));
            desk.changeEmail(call.principal(), user, call.field("email"));
            return Reply.seeOther(USERS + "?done=saved");
        } catch (RequestException | IllegalArgumentException e) {
            return show(call, Problems.of(e).status(), user, call.field("email"), complaint(call, e));
        }
    }

    /** Replaces the roles in the institution that the form names. */
    private Reply changeMembership(Call call) {
        User user = user(call);
        try {
            desk.changeRolesIn(call.principal(), user, call.field("institution"), roles(call));
            return Reply.seeOther(USERS + "/" + user.id() + "?done=saved");
        } catch (RequestException e) {
            return complain(call, e.status(), user, complaint(call, e));
        }
    }

    private Reply resetPassword(Call call) {
        User user = user(call);
        try {
            return secret(call, desk.resetPassword(call.principal(), user));
        } catch (RequestException e) {
            return complain(call, e.status(), user, complaint(call, e));
        }
    }

    private Reply resetFactor(Call call) {
        User user = user(call);
        desk.resetFactor(call.principal(), user);
        return Reply.seeOther(USERS + "/" + user.id() + "?done=saved");
    }

    private Reply setEnabled(Call call, boolean enabled) {
        User user = user(call);
        try {
            desk.setEnabled(call.principal(), user, enabled);
            return Reply.seeOther(USERS + "/" + user.id() + "?done=saved");
        } catch (RequestException e) {
            return complain(call, e.status(), user, complaint(call, e));
        }
    }

    private Reply delete(Call call) {
        User user = user(call);
        try {
            desk.remove(call.principal(), user);
            return Reply.seeOther(USERS + "?done=deleted");
        } catch (RequestException e) {
            return complain(call, e.status(), user, complaint(call, e));
        }
    }

    private Reply secret(Call call, UserDesk.Credentials credentials) {
        User user = credentials.user();
        return secrets.show(
                call,
                new SecretPage.Shown("user", user.name(), Optional.of(user.login()), credentials.password(), "/users"));
    }

    /** The ticked roles; any other value is passed over, as no form of ours sends it. */
    private static Set<Role> roles(Call call) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        List<String> ticked = call.fields("role");
        for (Role role : Role.values()) {
            if (ticked.contains(role.name())) {
                roles.add(role);
            }
        }
        return roles;
    }

    private static String complaint(Call call, RuntimeException e) {
        return ErrorPages.complaint(ErrorPages.messages(call), Problems.of(e));
    }

    private User user(Call call) {
        return desk.user(call.path("user"));
    }
}
