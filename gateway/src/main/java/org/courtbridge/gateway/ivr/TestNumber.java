package org.courtbridge.gateway.ivr;

import java.util.Optional;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.TestJudge;

/**
 * What rooms dial to test themselves.
 *
 * @param number digits; a hearing of the same number goes before
 * @param book keeps what was found; empty if that is told to the room alone
 * @param faces finds them in pictures, on a worker; empty if nobody is to look for them
 */
public record TestNumber(String number, TestJudge judge, Optional<TestBook> book, Optional<FaceFinder> faces) {}
