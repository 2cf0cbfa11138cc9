"""What CloudFormation says of a stack's parts, for tests."""

from typing import Any


def resource(name: str, type_: str, is_: str, *, status: str = "CREATE_COMPLETE", drift: str = "") -> dict[str, Any]:
    """Return one resource as `ListStackResources` has it."""
    checked = {"DriftInformation": {"StackResourceDriftStatus": drift}} if drift else {}
    return {
        "LogicalResourceId": name,
        "PhysicalResourceId": is_,
        "ResourceType": type_,
        "ResourceStatus": status,
        "LastUpdatedTimestamp": "2026-11-30T00:00:00Z",
        **checked,
    }
