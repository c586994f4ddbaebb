# One image, every verb: docker build -t overparam:cpu .    docker build -t overparam:cuda --build-arg TORCH=cuda .
ARG DOTNET=10.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
ARG TORCH=cpu
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY . .
RUN dotnet publish src/OverparamBounds.Cli -c Release -r linux-x64 --no-self-contained \
        -p:Torch=${TORCH} -p:DebugType=none -p:GenerateDocumentationFile=false -o /published --nologo -v quiet

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}
# The CUDA build brings its own CUDA libraries; the driver's are mounted by the container toolkit, as this asks.
ENV DOTNET_EnableDiagnostics=0 \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=build /published /opt/overparam
COPY eng/docker/probe.sh /usr/local/bin/overparam-probe
COPY jobs/sweeps /opt/overparam/sweeps
COPY LICENSE NOTICES.md /opt/overparam/
RUN ln -s /opt/overparam/overparam /usr/local/bin/overparam && mkdir -p /data
# Tables of your own and sweeps are mounted here; names without a folder are looked for here.
WORKDIR /data
USER $APP_UID
EXPOSE 8080 8081
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["overparam-probe", "8081", "/health/ready"]
ENTRYPOINT ["overparam"]
CMD ["worker", "--listen", "http://0.0.0.0:8081", "--log", "json"]
