package org.courtbridge.console.users;

import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Name;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.access.User;

/** The users of the console over the API. */
public final class UserApi {

    private static final String USERS = "/api/v1/users";
    private static final String USER = USERS + "/{user}";

    private final UserDesk desk;

    public UserApi(UserDesk desk) {
        this.desk = desk;
    }

    public void declare(ApiEndpoints api) {
        api.list(
                USERS,
                Allowed.CHANGE_USERS,
                "All users",
                UserViews.UserView.class,
                _ -> Reply.json(
                        200, desk.all().stream().map(UserViews.UserView::of).toList()));
        api.post(
                USERS,
                Allowed.CHANGE_USERS,
                "Add a user; the one-time password is shown this once",
                201,
                UserViews.NewUser.class,
                UserViews.UserCredentials.class,
                call -> {
                    UserViews.NewUser wanted = call.json(UserViews.NewUser.class);
                    return credentials(
                            201,
                            desk.add(
                                    call.principal(),
                                    ApiEndpoints.given(wanted.login(), "login"),
                                    ApiEndpoints.given(wanted.name(), "name"),
                                    ApiEndpoints.given(wanted.roles(), "roles"),
                                    wanted.institution()));
                });
        api.post(
                USER + "/password",
                Allowed.CHANGE_USERS,
                "Make a new one-time password, shown this once; the user is signed out",
                200,
                null,
                UserViews.UserCredentials.class,
                call -> credentials(200, desk.resetPassword(call.principal(), user(call))));
        api.post(
                USER + "/name",
                Allowed.CHANGE_USERS,
                "Rename a user",
                200,
                Name.class,
                UserViews.UserView.class,
                call -> {
                    String name = ApiEndpoints.given(call.json(Name.class).name(), "name");
                    desk.rename(call.principal(), user(call), name);
                    return user(user(call));
                });
        api.post(
                USER + "/email",
                Allowed.CHANGE_USERS,
                "Say where a user gets letters",
                200,
                UserViews.Email.class,
                UserViews.UserView.class,
                call -> {
                    String email = call.json(UserViews.Email.class).email().orElse("");
                    desk.changeEmail(call.principal(), user(call), email);
                    return user(user(call));
                });
        api.post(
                USER + "/roles",
                Allowed.CHANGE_USERS,
                "Replace a user's roles in the whole installation; an administrator stays, and nobody takes that role from themselves",
                200,
                UserViews.Roles.class,
                UserViews.UserView.class,
                call -> {
                    UserViews.Roles roles = call.json(UserViews.Roles.class);
                    desk.changeRoles(call.principal(), user(call), ApiEndpoints.given(roles.roles(), "roles"));
                    return user(user(call));
                });
        api.post(
                USER + "/memberships",
                Allowed.CHANGE_USERS,
                "Replace a user's roles in one court, department or institution; with none the user does not belong to it any more",
                200,
                UserViews.MembershipView.class,
                UserViews.UserView.class,
                call -> {
                    UserViews.MembershipView wanted = call.json(UserViews.MembershipView.class);
                    desk.changeRolesIn(
                            call.principal(),
                            user(call),
                            ApiEndpoints.given(wanted.institution(), "institution"),
                            ApiEndpoints.given(wanted.roles(), "roles"));
                    return user(user(call));
                });
        enabling(api, "enable", "Let a user sign in again", true);
        enabling(api, "disable", "Sign a user out, and let them not sign in; an administrator stays", false);
        api.delete(
                USER + "/second-factor",
                Allowed.CHANGE_USERS,
                "Forget a user's second factor: the user is signed out, and needs the password alone",
                call -> {
                    desk.resetFactor(call.principal(), user(call));
                    return Reply.nothing();
                });
        api.delete(USER, Allowed.CHANGE_USERS, "Remove a user; an administrator stays", call -> {
            desk.remove(call.principal(), user(call));
            return Reply.nothing();
        });
    }

    private void enabling(ApiEndpoints api, String step, String summary, boolean enabled) {
        api.post(USER + "/" + step, Allowed.CHANGE_USERS, summary, 200, null, UserViews.UserView.class, call -> {
            desk.setEnabled(call.principal(), user(call), enabled);
            return user(user(call));
        });
    }

    private User user(Call call) {
        return desk.user(call.path("user"));
    }

    private static Reply user(User user) {
        return Reply.json(200, UserViews.UserView.of(user));
    }

    private static Reply credentials(int status, UserDesk.Credentials credentials) {
        User user = credentials.user();
        return Reply.json(status, new UserViews.UserCredentials(user.id(), user.login(), credentials.password()));
    }
}
