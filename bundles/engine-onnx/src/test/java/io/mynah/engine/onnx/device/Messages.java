package io.mynah.engine.onnx.device;

/** What ONNX Runtime has told people; {@link OrtFailures} says where. */
public final class Messages {
    /** 1.28.0 for processors, seen here. */
    public static final String NOT_INCLUDED = "Failed to find CUDA shared provider";

    /** 1.28.0 for CUDA on a machine without it, seen here. */
    public static final String NO_LIBRARY = """
            /onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1988 onnxruntime::Provider& \
            onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library \
            /tmp/onnxruntime-java15683269401011172353/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot \
            open shared object file: No such file or directory
            """;

    public static final String NO_LIBRARY_ON_WINDOWS = """
            D:\\onnxruntime\\onnxruntime\\core\\session\\provider_bridge_ort.cc:1636 onnxruntime::ProviderLibrary::Get \
            [ONNXRuntimeError] : 1 : FAIL : LoadLibrary failed with error 126 "" when trying to load \
            "C:\\x\\onnxruntime_providers_cuda.dll"
            """;

    public static final String NO_CARD = """
            /onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:123 std::conditional_t<THRW, void, \
            onnxruntime::common::Status> onnxruntime::CudaCall(ERRTYPE, const char*, const char*, ERRTYPE, const char*, const \
            char*, int) [with ERRTYPE = cudaError; bool THRW = true; std::conditional_t<THRW, void, \
            onnxruntime::common::Status> = void] CUDA failure 100: no CUDA-capable device is detected ; GPU=32712 ; \
            hostname=x ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=245 ; \
            expr=cudaSetDevice(info_.device_id);
            """;

    public static final String NO_DRIVER =
            "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ; hostname=x ; "
                    + "file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=336 ; "
                    + "expr=cudaSetDevice(info_.device_id);";

    public static final String ILLEGAL_ACCESS =
            "Non-zero status code returned while running Conv node. Name:'Conv_1' Status Message: CUDA failure 700: an illegal "
                    + "memory access was encountered ; GPU=0 ; hostname=x ; expr=cudaEventRecord(event, stream);";

    public static final String ARENA_FULL =
            "Non-zero status code returned while running Conv node. Name:'Conv_111' Status Message: "
                    + "D:\\a\\_work\\1\\s\\onnxruntime\\core\\framework\\bfc_arena.cc:376 "
                    + "onnxruntime::BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size "
                    + "13111296";

    public static final String ARENA_AT_ITS_LIMIT =
            "Non-zero status code returned while running Cast node. Name:'graph_output_cast0' Status Message: "
                    + "BFCArena::AllocateRawInternal Available memory of 34699008 is smaller than requested bytes of "
                    + "945041920";

    public static final String CUDA_FULL = "CUDA failure 2: out of memory ; GPU=0 ; hostname=x ; "
            + "file=D:\\a\\_work\\1\\s\\onnxruntime\\core\\providers\\cuda\\cuda_stream_handle.cc ; line=175 ; "
            + "expr=cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);";

    public static final String CUBLAS_FULL =
            "Non-zero status code returned while running Gemm node. Name:'fc1' Status Message: "
                    + "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=x ; expr=cublasCreate(&cublas_handle_);";

    public static final String BAD_ALLOCATION = "Non-zero status code returned while running FusedMatMul node. "
            + "Name:'MatMul_With_Transpose_token_14' Status Message: bad allocation";

    public static final String BAD_ALLOC = "std::bad_alloc";

    /** Not for want of memory, although it says so: the loader has no room for thread-local variables. */
    public static final String STATIC_TLS =
            "Failed to load library libonnxruntime_providers_cuda.so with error: libgomp.so.1: cannot allocate memory in "
                    + "static TLS block";

    private Messages() {}
}
