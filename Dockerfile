# The one image: 18 services, gateway, dashboard, migrations, seeds and init containers are its verbs and MODULES (docs/deployment.md).
# The bases are arguments: where none can be pulled, deploy/check/image.sh builds on one made by debootstrap.
ARG NODE_IMAGE=docker.io/library/node:22.20-bookworm-slim
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra

FROM ${NODE_IMAGE} AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM ${SDK_IMAGE} AS build
WORKDIR /src
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt ./
COPY src src
COPY tools/DemoData tools/DemoData
RUN dotnet publish src/Host -c Release --use-current-runtime --no-self-contained -p:DebugType=none -p:GenerateDocumentationFile=false -v q -o /app \
    && rm -rf /app/*.xml
# The descriptions of the packages, for the bill of materials.
RUN mkdir /nuspecs && cd "${NUGET_PACKAGES:-$HOME/.nuget/packages}" && find . -maxdepth 3 -name '*.nuspec' -exec cp --parents {} /nuspecs \;
# What the native libraries (schedules, plots) ask for beside libc and libstdc++, which the runtime's base has.
RUN mkdir -p /native && for name in libz.so.1; do found=$(ldconfig -p | sed -n "s|.*$name .*=> ||p" | head -n 1); if [ -n "$found" ]; then cp -L "$found" /native/; fi; done

FROM ${NODE_IMAGE} AS sbom
COPY --from=build /app/bakery.deps.json /nuspecs /sbom/
COPY web/package-lock.json /sbom/
COPY tools/sbom.mjs /sbom/
RUN node /sbom/sbom.mjs /sbom/bakery.deps.json /sbom /sbom/package-lock.json > /sbom/bakery.cdx.json

FROM ${RUNTIME_IMAGE}
WORKDIR /app
COPY --from=build /native/ /app/native/
COPY --from=build /app/ /app/
COPY --from=web /src/web/dist/ /app/web/
COPY --from=sbom /sbom/bakery.cdx.json /app/sbom/bakery.cdx.json
# Nothing is written but to /tmp; 1654 is the bases' own user without rights.
ENV BAKERY_WEB=/app/web ASPNETCORE_URLS=http://+:8000 DOTNET_EnableDiagnostics=0 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 LD_LIBRARY_PATH=/app/native
USER 1654:1654
EXPOSE 8000
LABEL org.opencontainers.image.title="Bakery IA" org.opencontainers.image.licenses="Apache-2.0"
ENTRYPOINT ["dotnet", "/app/bakery.dll"]
CMD ["serve"]
