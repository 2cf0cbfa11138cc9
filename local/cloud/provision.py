"""Creates with boto3 what the template declares; the local cloud has no other source of resources.

What only the real cloud has (functions, gateways, alarms, firewall, roles) is not created, and is named in `left_out`.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from local.addresses import CannotStart
from local.cloud.template import Template, Unresolved

_log = logging.getLogger(__name__)

Properties = dict[str, Any]
Attributes = dict[str, str]


class EventDestination:
    """Where a configuration set's events go: an SNS topic, for some kinds of event."""

    def __init__(self, configuration_set: str, topic: str, kinds: frozenset[str]) -> None:
        self.configuration_set = configuration_set
        self.topic = topic
        self.kinds = kinds


class Provision:
    """The resources of one template. Each is created when it is first referred to, or by `all`."""

    def __init__(self, template: Template, client: Callable[[str], Any], *, stack: str) -> None:
        self._template = template
        self._client = client
        self._stack = stack
        self._created: dict[str, Attributes] = {}
        self.event_destinations: list[EventDestination] = []
        self._makers: dict[str, Callable[[str, Properties], Attributes]] = {
            "AWS::DynamoDB::Table": self._table,
            "AWS::SQS::Queue": self._queue,
            "AWS::SQS::QueuePolicy": self._queue_policy,
            "AWS::SNS::Topic": self._topic,
            "AWS::SNS::TopicPolicy": self._topic_policy,
            "AWS::SNS::Subscription": self._subscription,
            "AWS::Logs::LogGroup": self._log_group,
            "AWS::Cognito::UserPool": self._user_pool,
            "AWS::Cognito::UserPoolClient": self._user_pool_client,
            "AWS::Cognito::UserPoolGroup": self._user_pool_group,
            "AWS::KMS::Key": self._key,
            "AWS::KMS::Alias": self._key_alias,
            "AWS::SES::EmailIdentity": self._email_identity,
            "AWS::SES::ConfigurationSet": self._configuration_set,
            "AWS::SES::ConfigurationSetEventDestination": self._event_destination,
        }

    @property
    def left_out(self) -> set[str]:
        """Types of resources in the template that are not created here."""
        return self._template.kinds() - self._makers.keys()

    def all(self) -> None:
        """Create whatever has not been created yet."""
        for kind in self._makers:
            for name in self._template.resources(kind):
                self.attribute(name, "Ref")

    def attribute(self, name: str, attribute: str) -> str:
        """Return what `Ref` or `GetAtt` gives for a resource. Raises Unresolved when it is not one of ours."""
        if name not in self._created:
            self._created[name] = self._create(name)
        try:
            return self._created[name][attribute]
        except KeyError:
            raise Unresolved(f"{name}.{attribute}") from None

    def environment(self) -> dict[str, str]:
        """Return the functions' variables; those that refer to what only the real cloud has are left out."""
        found = {}
        for name, declared in self._template.environment().items():
            try:
                found[name] = str(self._template.resolve(declared, self.attribute))
            except Unresolved:
                continue
        return found

    def physical(self, kind: str, attribute: str = "Ref") -> dict[str, str]:
        """Return an attribute of every resource of one type, by logical id."""
        return {name: self.attribute(name, attribute) for name in self._template.resources(kind)}

    def _create(self, name: str) -> Attributes:
        for kind, make in self._makers.items():
            declared = self._template.resources(kind).get(name)
            if declared is not None:
                return make(name, self._template.resolve(declared.get("Properties", {}), self.attribute))
        raise Unresolved(name)

    def _named(self, properties: Properties, member: str, name: str) -> str:
        return str(properties.pop(member, f"{self._stack}-{name}"))

    # ------------------------------------------------------------------------------------------- one maker a type

    def _table(self, name: str, properties: Properties) -> Attributes:
        client = self._client("dynamodb")
        table = self._named(properties, "TableName", name)
        expiry = properties.pop("TimeToLiveSpecification", None)
        recovery = properties.pop("PointInTimeRecoverySpecification", None)
        if "SSESpecification" in properties:
            properties["SSESpecification"]["Enabled"] = properties["SSESpecification"].pop("SSEEnabled")
        if "StreamSpecification" in properties:
            properties["StreamSpecification"]["StreamEnabled"] = True
        try:
            client.create_table(TableName=table, **properties)
        except ClientError as error:
            # A DynamoDB of the user's own (AWS_ENDPOINT_URL_DYNAMODB) may have kept the table of an earlier run.
            if error.response["Error"]["Code"] != "ResourceInUseException":
                raise
            expiry = recovery = None
        client.get_waiter("table_exists").wait(TableName=table, WaiterConfig={"Delay": 1})
        if not _is_moto(client):
            probe(client, table)
        if expiry is not None:
            _expire(client, table, expiry)
        if recovery is not None and _is_moto(client):
            client.update_continuous_backups(TableName=table, PointInTimeRecoverySpecification=recovery)
        return {"Ref": table, "Arn": client.describe_table(TableName=table)["Table"]["TableArn"]}

    def _queue(self, name: str, properties: Properties) -> Attributes:
        client = self._client("sqs")
        queue = self._named(properties, "QueueName", name)
        tags = {tag["Key"]: tag["Value"] for tag in properties.pop("Tags", ())}
        url = client.create_queue(QueueName=queue, Attributes=_strings(properties), tags=tags)["QueueUrl"]
        arn = client.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        return {"Ref": url, "QueueUrl": url, "Arn": arn, "QueueName": queue}

    def _key(self, _: str, properties: Properties) -> Attributes:
        wanted = {name: properties[name] for name in ("Description", "KeySpec", "KeyUsage")}
        made = self._client("kms").create_key(**wanted)["KeyMetadata"]
        return {"Ref": made["KeyId"], "KeyId": made["KeyId"], "Arn": made["Arn"]}

    def _key_alias(self, _: str, properties: Properties) -> Attributes:
        self._client("kms").create_alias(AliasName=properties["AliasName"], TargetKeyId=properties["TargetKeyId"])
        return {"Ref": properties["AliasName"]}

    def _queue_policy(self, name: str, properties: Properties) -> Attributes:
        client = self._client("sqs")
        for url in properties["Queues"]:
            client.set_queue_attributes(QueueUrl=url, Attributes=_strings({"Policy": properties["PolicyDocument"]}))
        return {"Ref": name}

    def _topic(self, name: str, properties: Properties) -> Attributes:
        client = self._client("sns")
        topic = self._named(properties, "TopicName", name)
        properties.pop("Subscription", None)  # of people, whom nothing here sends mail to
        arn = client.create_topic(Name=topic, Attributes=_strings(properties))["TopicArn"]
        return {"Ref": arn, "TopicArn": arn, "TopicName": topic}

    def _topic_policy(self, name: str, properties: Properties) -> Attributes:
        client = self._client("sns")
        policy = json.dumps(properties["PolicyDocument"])
        for arn in properties["Topics"]:
            client.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
        return {"Ref": name}

    def _subscription(self, _name: str, properties: Properties) -> Attributes:
        client = self._client("sns")
        where = {member: properties.pop(member) for member in ("TopicArn", "Protocol", "Endpoint")}
        arn = client.subscribe(**where, Attributes=_strings(properties), ReturnSubscriptionArn=True)["SubscriptionArn"]
        return {"Ref": arn, "Arn": arn}

    def _log_group(self, name: str, properties: Properties) -> Attributes:
        client = self._client("logs")
        group = self._named(properties, "LogGroupName", name)
        days = properties.pop("RetentionInDays", None)
        tags = {tag["Key"]: tag["Value"] for tag in properties.pop("Tags", ())}
        client.create_log_group(logGroupName=group, tags=tags)
        if days is not None:
            client.put_retention_policy(logGroupName=group, retentionInDays=days)
        arn = client.describe_log_groups(logGroupNamePrefix=group)["logGroups"][0]["arn"]
        return {"Ref": group, "Arn": arn}

    def _user_pool(self, name: str, properties: Properties) -> Attributes:
        client = self._client("cognito-idp")
        factors = properties.pop("EnabledMfas", [])
        pool: Any = client.create_user_pool(PoolName=self._named(properties, "UserPoolName", name), **properties)
        pool = pool["UserPool"]
        if properties.get("MfaConfiguration", "OFF") != "OFF":
            client.set_user_pool_mfa_config(
                UserPoolId=pool["Id"],
                MfaConfiguration=properties["MfaConfiguration"],
                SoftwareTokenMfaConfiguration={"Enabled": "SOFTWARE_TOKEN_MFA" in factors},
            )
        provider = pool["Arn"].partition("userpool/")[2]
        return {"Ref": pool["Id"], "UserPoolId": pool["Id"], "Arn": pool["Arn"], "ProviderName": provider}

    def _user_pool_client(self, name: str, properties: Properties) -> Attributes:
        client = self._client("cognito-idp")
        made = client.create_user_pool_client(ClientName=self._named(properties, "ClientName", name), **properties)
        identifier = made["UserPoolClient"]["ClientId"]
        return {"Ref": identifier, "ClientId": identifier}

    def _user_pool_group(self, name: str, properties: Properties) -> Attributes:
        client = self._client("cognito-idp")
        group = self._named(properties, "GroupName", name)
        client.create_group(GroupName=group, **properties)
        return {"Ref": group}

    def _email_identity(self, _name: str, properties: Properties) -> Attributes:
        client = self._client("sesv2")
        client.create_email_identity(EmailIdentity=properties["EmailIdentity"])
        return {"Ref": properties["EmailIdentity"]}

    def _configuration_set(self, name: str, properties: Properties) -> Attributes:
        client = self._client("sesv2")
        configuration_set = self._named(properties, "Name", name)
        client.create_configuration_set(ConfigurationSetName=configuration_set, **properties)
        return {"Ref": configuration_set}

    def _event_destination(self, name: str, properties: Properties) -> Attributes:
        # moto has no event destinations in SES v2, so local/cloud/mail.py publishes by this list.
        declared = properties["EventDestination"]
        if declared.get("Enabled", True) and "SnsDestination" in declared:
            kinds = frozenset(kind.upper() for kind in declared["MatchingEventTypes"])
            topic = declared["SnsDestination"]["TopicARN"]
            self.event_destinations.append(EventDestination(properties["ConfigurationSetName"], topic, kinds))
        return {"Ref": name}


def probe(client: Any, table: str) -> None:
    """Return when a DynamoDB of the user's own says what stands there when a condition fails: every conflict needs it.

    Raises CannotStart.
    """
    item = {"pk": {"S": "probe#"}, "sk": {"S": "probe"}}
    client.put_item(TableName=table, Item=item)
    try:
        client.put_item(
            TableName=table,
            Item=item,
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
        there = None
    except ClientError as error:
        there = error.response.get("Item")
    client.delete_item(TableName=table, Key=item)
    if there != item:
        raise CannotStart(
            "The server at AWS_ENDPOINT_URL_DYNAMODB cannot keep conversations: when a condition fails, it does not say "
            "what stands there (ReturnValuesOnConditionCheckFailure), as DynamoDB does."
        )


def _expire(client: Any, table: str, expiry: Properties) -> None:
    """Let the server delete what has expired. Where it cannot, the sweep still does."""
    try:
        client.update_time_to_live(TableName=table, TimeToLiveSpecification=expiry)
    except ClientError as error:
        if error.response["Error"]["Code"] != "UnknownOperationException":
            raise
        _log.warning("This DynamoDB knows no time to live: what has expired stays until the hourly sweep deletes it.")


def _strings(properties: Mapping[str, Any]) -> Any:
    """Return properties as SQS and SNS take attributes: every value a string, structures as JSON."""
    return {name: _string(value) for name, value in properties.items()}


def _string(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def _is_moto(client: Any) -> bool:
    return str(client.meta.endpoint_url).endswith(".amazonaws.com")
