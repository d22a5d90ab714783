/**
 * Where in a picture faces are. Start at {@link org.courtbridge.codecs.measure.picture.face.FaceFinder}.
 */
@NullMarked
package org.courtbridge.codecs.measure.picture.face;

import org.jspecify.annotations.NullMarked;
