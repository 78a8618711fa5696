package io.mynah.engine.onnx.device;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.EngineException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ONNX Runtime means. It has no error code for want of memory, nor for what is missing of CUDA, so its messages are
 * read; {@code OrtFailuresTest} has those that people have met, with the issues at github.com/microsoft/onnxruntime and
 * elsewhere that quote them:
 * <ul>
 *   <li>memory: its arena says "Failed to allocate memory for requested buffer of size …" where the device has no more
 *       (#16307, #22702) and "Available memory of … is smaller than requested bytes of …" where its own limit is
 *       reached; CUDA "CUDA failure 2: out of memory" (hacksider/Deep-Live-Cam #584), its libraries "…_ALLOC_FAILED"
 *       (hacksider/Deep-Live-Cam #645) or "…_ALLOCATION_FAILED"; C++ "bad_alloc", or "bad allocation" on Windows (#16305);
 *   <li>no CUDA in the runtime: "Failed to find CUDA shared provider", made in {@code OrtSession.SessionOptions.addCUDA};
 *   <li>libraries: "Failed to load library … with error: libcublasLt.so.12: cannot open shared object file" on Linux (seen
 *       with 1.28.0), "LoadLibrary failed with error 126" on Windows (pull request #21425);
 *   <li>driver and card: "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version", which is also what
 *       no driver at all looks like (onnxruntime/mobius #316), "CUDA failure 100: no CUDA-capable device is detected"
 *       (#11561, #22980).
 * </ul>
 */
public final class OrtFailures {
    private static final Pattern MEMORY = Pattern.compile(
            "Failed to allocate memory|is smaller than requested bytes|out of memory|_ALLOC(ATION)?_FAILED"
                    + "|bad_alloc|bad allocation",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MISSING_LIBRARY = Pattern.compile("with error: ([^\\s:]+): cannot open shared object");
    private static final Pattern WINDOWS_LIBRARY = Pattern.compile("LoadLibrary failed with error (\\d+)");
    private static final Pattern CUDA_FAILURE = Pattern.compile("(?:CUDA|CUBLAS|CUDNN) failure \\d+: [^;\\r\\n]+");
    private static final int LONGEST = 160;

    private OrtFailures() {}

    /** Whether it failed for want of memory, of the processor's or of the card's. */
    public static boolean isOutOfMemory(@Nullable Throwable failure) {
        return failure instanceof OrtException
                && failure.getMessage() != null
                && MEMORY.matcher(failure.getMessage()).find();
    }

    /** What the failure of a run means to clients. */
    public static EngineException ofRun(OrtException failure) {
        return isOutOfMemory(failure)
                ? outOfMemory(failure)
                : new EngineException(EngineException.Kind.FAILED, "ONNX Runtime could not run the voice.", failure);
    }

    static EngineException outOfMemory(Throwable failure) {
        return new EngineException(
                EngineException.Kind.OUT_OF_MEMORY, "Not enough memory to speak this sentence.", failure);
    }

    /** Why CUDA cannot be used, for people, in one line without a full stop. */
    public static String whyNoCuda(OrtException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher library = MISSING_LIBRARY.matcher(message);
        Matcher windows = WINDOWS_LIBRARY.matcher(message);
        if (message.contains("Failed to find CUDA shared provider")) {
            return NOT_INCLUDED;
        }
        if (library.find()) {
            return "the library " + library.group(1) + " is missing (CUDA and cuDNN must be installed)";
        }
        if (windows.find()) {
            return "a library of CUDA or cuDNN is missing (error " + windows.group(1) + ")";
        }
        if (message.contains("CUDA failure 100:")) {
            return "there is no graphics card that has it";
        }
        if (message.contains("CUDA failure 35:")) {
            return "the graphics driver is missing or too old for it";
        }
        if (isOutOfMemory(failure)) {
            return "the graphics card has no memory left";
        }
        return firstLine(message);
    }

    static final String NOT_INCLUDED = "this ONNX Runtime is made for the CPU alone";

    private static String firstLine(String message) {
        Matcher cuda = CUDA_FAILURE.matcher(message);
        String line = cuda.find()
                ? cuda.group().strip()
                : message.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
